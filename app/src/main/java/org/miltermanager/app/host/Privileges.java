package org.miltermanager.app.host;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Set;

/**
 * The rights of this process. A daemon that was started as root binds its socket, then becomes its own user for good.
 *
 * <p>glibc changes all threads of the process together; the plain system calls would change one.
 */
public final class Privileges {
    private static final NativeFunction GETEUID = NativeFunction.returningInt("geteuid");
    private static final NativeFunction GETEGID = NativeFunction.returningInt("getegid");
    private static final NativeFunction GETGROUPS = NativeFunction.returningInt("getgroups", JAVA_INT, ADDRESS);
    private static final NativeFunction SETGROUPS = NativeFunction.returningInt("setgroups", JAVA_LONG, ADDRESS);
    private static final NativeFunction SETRESGID =
            NativeFunction.returningInt("setresgid", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final NativeFunction SETRESUID =
            NativeFunction.returningInt("setresuid", JAVA_INT, JAVA_INT, JAVA_INT);

    private Privileges() {}

    /** Whether this process is root's, for whom no mode stands in the way and who may become somebody else. */
    public static boolean root() {
        return effectiveUid() == 0;
    }

    static int effectiveUid() {
        return (int) GETEUID.call().value();
    }

    static int effectiveGid() {
        return (int) GETEGID.call().value();
    }

    static Set<Integer> groups() {
        try (Arena arena = Arena.ofConfined()) {
            int count = (int) GETGROUPS.call(0, MemorySegment.NULL).value();
            MemorySegment list = arena.allocate(JAVA_INT, Math.max(1, count));
            return AccountDatabase.numbers(list, GETGROUPS.call(count, list).value());
        }
    }

    /**
     * Becomes that user with those groups, for ever: that it cannot be undone is tried. Where the process already is that user, nothing
     * happens, since only root may change groups.
     *
     * @throws HostFailure if the process is neither root nor that user, or the kernel refuses; the process must then end, since a part of
     *     its rights may be gone
     */
    public static void become(Identity identity) {
        int uid = identity.user().uid();
        if (effectiveUid() == uid && uid != 0) {
            return;
        }
        if (!root()) {
            throw new HostFailure("running as user " + User.effective() + ", cannot become user " + identity.user()
                    + "; start as root, or as " + identity.user() + " itself");
        }
        setGroups(identity);
        require(SETRESGID.call(identity.gid(), identity.gid(), identity.gid()), "set group " + identity.gid());
        require(SETRESUID.call(uid, uid, uid), "become user " + identity.user());
        if (uid != 0 && !SETRESUID.call(0, 0, 0).failed()) {
            throw new HostFailure(
                    "became user " + identity.user() + ", but could become root again; refusing to go on");
        }
    }

    private static void setGroups(Identity identity) {
        try (Arena arena = Arena.ofConfined()) {
            int[] groups =
                    identity.groups().stream().mapToInt(Integer::intValue).toArray();
            require(SETGROUPS.call((long) groups.length, arena.allocateFrom(JAVA_INT, groups)), "set the groups");
        }
    }

    private static void require(NativeFunction.Result result, String what) {
        if (result.failed()) {
            throw new HostFailure("cannot " + what + ": " + result.reason()
                    + "; in a container, the capabilities SETUID and SETGID are needed");
        }
    }
}
