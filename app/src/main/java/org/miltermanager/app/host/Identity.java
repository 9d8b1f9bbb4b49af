package org.miltermanager.app.host;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who the daemon is to the kernel when it opens a file or a socket.
 *
 * @param user the user
 * @param gid number of the group that new files get
 * @param groups numbers of all groups that count, {@code gid} among them
 */
public record Identity(User user, int gid, Set<Integer> groups) {
    public Identity {
        var all = new HashSet<>(groups);
        all.add(gid);
        groups = Set.copyOf(all);
    }

    /**
     * The identity that a daemon gets which drops to that user: with all groups that the user is a member of.
     *
     * @param user name or number
     * @param group name or number of the group to take instead of the user's own
     * @throws HostFailure if there is no such user or group
     */
    public static Identity of(String user, Optional<String> group) {
        User found = User.named(user);
        int gid = group.map(Group::named).map(Group::gid).orElse(found.gid());
        return new Identity(found, gid, AccountDatabase.groupsOf(found.name(), gid));
    }

    /** The identity that this process has now. */
    public static Identity current() {
        return new Identity(User.effective(), Privileges.effectiveGid(), Privileges.groups());
    }

    /** For root, no mode stands in the way. */
    public boolean root() {
        return user.uid() == 0;
    }
}
