package org.miltermanager.app.host;

/**
 * An entry of the system's user database.
 *
 * @param name the login name; the number in digits where the system has no name for it
 * @param uid the user's number
 * @param gid the number of the user's own group
 */
public record User(String name, int uid, int gid) {
    /**
     * @param nameOrNumber as an operator writes it: {@code milter-manager} or {@code 112}
     * @throws HostFailure if there is no such user
     */
    public static User named(String nameOrNumber) {
        return AccountDatabase.user(nameOrNumber)
                .or(() -> AccountNumber.of(nameOrNumber).flatMap(AccountDatabase::user))
                .orElseThrow(() -> new HostFailure("user '" + nameOrNumber
                        + "' does not exist; create it with: useradd --system --user-group --no-create-home --shell"
                        + " /usr/sbin/nologin " + nameOrNumber));
    }

    /** The user with that number; named by the number itself where the system knows none. */
    public static User numbered(int uid) {
        return AccountDatabase.user(uid).orElseGet(() -> new User(Integer.toUnsignedString(uid), uid, uid));
    }

    /** The user whose rights the process has now. */
    public static User effective() {
        return numbered(Privileges.effectiveUid());
    }

    @Override
    public String toString() {
        return name;
    }
}
