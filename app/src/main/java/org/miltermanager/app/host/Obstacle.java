package org.miltermanager.app.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.miltermanager.transport.Endpoint;

/** Why the socket of a milter, or of a server behind one, cannot be opened, as found on the spot. */
public sealed interface Obstacle {
    /** One clause for the operator, beginning with a small letter. */
    String explanation();

    /** What helps: a command, or what to look at. */
    String remedy(Listener listener);

    /** Who should listen there. */
    enum Listener {
        MILTER,
        /** One that a milter inside us asks. */
        SERVER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A part of the path does not exist. */
    record Missing(Path socket, Path missing) implements Obstacle {
        @Override
        public String explanation() {
            return socket.equals(missing) ? socket + " does not exist" : "directory " + missing + " does not exist";
        }

        @Override
        public String remedy(Listener listener) {
            return "start the " + listener + ", and compare the path with the " + listener + "'s own configuration";
        }
    }

    /** There is a file, but not one that a milter listens on. */
    record NotASocket(FileFacts found) implements Obstacle {
        @Override
        public String explanation() {
            return found.path() + " is " + found.kind() + ", not a socket";
        }

        @Override
        public String remedy(Listener listener) {
            return "compare the path with the " + listener + "'s own configuration";
        }
    }

    /** There is a socket of another kind than milters use: for datagrams, or for sequenced packets. */
    record NotAStream(Path socket) implements Obstacle {
        @Override
        public String explanation() {
            return socket + " is a socket for datagrams, not for connections";
        }

        @Override
        public String remedy(Listener listener) {
            return "compare the path with the " + listener + "'s own configuration";
        }
    }

    /** The file is left over from a milter that has ended. */
    record NobodyListens(Path socket) implements Obstacle {
        @Override
        public String explanation() {
            return socket + " is a socket, but no process listens on it (connection refused)";
        }

        @Override
        public String remedy(Listener listener) {
            return "start the " + listener + "; it was ended or crashed, see its log";
        }
    }

    /** Owner, group and mode of the socket, or of a directory on the way, keep the daemon out. */
    record Denied(Path socket, Identity identity, FileFacts barrier) implements Obstacle {
        private int needed() {
            return barrier.directory() ? FileFacts.SEARCH : FileFacts.WRITE;
        }

        @Override
        public String explanation() {
            return "permission denied: user " + identity.user() + " may not "
                    + (barrier.directory() ? "search directory " : "write to socket ") + barrier.path() + " (" + barrier
                    + ")";
        }

        @Override
        public String remedy(Listener listener) {
            String right = barrier.directory() ? "x" : "w";
            boolean member = identity.groups().contains(barrier.group().gid());
            if (identity.user().uid() == barrier.owner().uid()) {
                return "chmod u+" + right + " " + barrier.path();
            }
            if (barrier.group().gid() == 0 && !member) {
                return withOtherGroup(right, listener);
            }
            String open = barrier.groupAllows(needed())
                    ? ""
                    : "chmod g+" + right + " " + barrier.path()
                            + (barrier.directory() ? "" : " (lasting: in the " + listener + "'s own settings)");
            String join = member
                    ? ""
                    : "usermod -a -G " + barrier.group() + " " + identity.user()
                            + " && systemctl restart milter-manager";
            return open.isEmpty() || join.isEmpty() ? open + join : open + "; " + join;
        }

        /** A member of root's group may read and write much that is none of its business. */
        private String withOtherGroup(String right, Listener listener) {
            return "give " + (barrier.directory() ? "the directory" : "the socket") + " another group than root in the "
                    + listener + "'s own settings, such as " + Group.numbered(identity.gid())
                    + "; until its next start:"
                    + " chgrp " + Group.numbered(identity.gid()) + " " + barrier.path() + " && chmod g+" + right + " "
                    + barrier.path();
        }
    }

    /** The modes would let us in, the kernel does not. */
    record DeniedByPolicy(Path socket, Identity identity) implements Obstacle {
        @Override
        public String explanation() {
            return "permission denied to user " + identity.user() + " at " + socket
                    + ", although owner, group and mode allow it: an ACL, SELinux or AppArmor";
        }

        @Override
        public String remedy(Listener listener) {
            return "see: getfacl " + socket + "; ausearch -m avc -ts recent; journalctl -k | grep -i apparmor";
        }
    }

    /** The host name has no address. */
    record NoSuchHost(Endpoint.Inet endpoint) implements Obstacle {
        @Override
        public String explanation() {
            return "host " + endpoint.host() + " has no address";
        }

        @Override
        public String remedy(Listener listener) {
            return "see: getent hosts " + endpoint.host();
        }
    }

    /** Nobody has said what address the host's name has. */
    record NameServerSilent(Endpoint.Inet endpoint, Duration limit) implements Obstacle {
        @Override
        public String explanation() {
            return "the address of host " + endpoint.host() + " was not found within " + limit.toMillis() + " ms";
        }

        @Override
        public String remedy(Listener listener) {
            return "see: getent hosts " + endpoint.host() + ", and /etc/resolv.conf; an address in place of the name"
                    + " needs no name server";
        }
    }

    /** The host answers that nobody listens at the port. */
    record Refused(Endpoint.Inet endpoint) implements Obstacle {
        @Override
        public String explanation() {
            return "nothing listens at port " + endpoint.port() + " of " + host(endpoint) + " (connection refused)";
        }

        @Override
        public String remedy(Listener listener) {
            return "start the " + listener + ", and compare the port with the " + listener
                    + "'s own configuration; see on its host: ss -ltnp";
        }
    }

    /** The host does not answer. */
    record TimedOut(Endpoint.Inet endpoint, Duration limit) implements Obstacle {
        @Override
        public String explanation() {
            return host(endpoint) + " gave no answer at port " + endpoint.port() + " for " + limit.toMillis() + " ms";
        }

        @Override
        public String remedy(Listener listener) {
            return "is the host up, and does a firewall drop the connection?";
        }
    }

    /** The system has another reason. */
    record Unreachable(Endpoint endpoint, String reason) implements Obstacle {
        @Override
        public String explanation() {
            return "cannot connect to " + endpoint + ": " + reason;
        }

        @Override
        public String remedy(Listener listener) {
            return "see: ip route; ip address";
        }
    }

    private static String host(Endpoint.Inet endpoint) {
        return Optional.of(endpoint.host()).filter(host -> !host.isEmpty()).orElse("localhost");
    }
}
