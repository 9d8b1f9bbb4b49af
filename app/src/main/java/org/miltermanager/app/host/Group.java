package org.miltermanager.app.host;

/**
 * An entry of the system's group database.
 *
 * @param name its name; the number in digits where the system has no name for it
 * @param gid its number
 */
public record Group(String name, int gid) {
    /**
     * @param nameOrNumber as an operator writes it: {@code postfix} or {@code 115}
     * @throws HostFailure if there is no such group
     */
    public static Group named(String nameOrNumber) {
        return AccountDatabase.group(nameOrNumber)
                .or(() -> AccountNumber.of(nameOrNumber).flatMap(AccountDatabase::group))
                .orElseThrow(() -> new HostFailure("group '" + nameOrNumber
                        + "' does not exist; create it with: groupadd --system " + nameOrNumber
                        + ", or name the group that the mail server runs as"));
    }

    /** The group with that number; named by the number itself where the system knows none. */
    public static Group numbered(int gid) {
        return AccountDatabase.group(gid).orElseGet(() -> new Group(Integer.toUnsignedString(gid), gid));
    }

    @Override
    public String toString() {
        return name;
    }
}
