package org.miltermanager.app.host;

import java.util.Optional;

/**
 * Who may connect to a unix socket of ours. On Linux this needs the right to write to the socket, and to search its directory.
 *
 * @param mode permission bits, 0 to 0777
 * @param group the socket's group; empty: that of the process
 * @param owner the socket's owner, who may remove it later; empty: the user of the process
 */
public record SocketAccess(int mode, Optional<Group> group, Optional<User> owner) {
    /** The mode where none is set: owner and group may connect, as milter manager has it. */
    public static final int USUAL_MODE = 0660;

    public SocketAccess {
        if (mode < 0 || mode > 0777) {
            throw new IllegalArgumentException(
                    "mode of the socket is " + Integer.toOctalString(mode) + ", expected 0 to 0777");
        }
    }

    /**
     * @param octal as in {@code "0660"} or {@code "660"}
     * @throws IllegalArgumentException with what was got and what is expected
     */
    public static int mode(String octal) {
        if (!octal.matches("0?[0-7]{3}")) {
            throw new IllegalArgumentException(
                    "socket mode is '" + octal + "', expected three octal digits as in 0660");
        }
        return Integer.parseInt(octal, 8);
    }
}
