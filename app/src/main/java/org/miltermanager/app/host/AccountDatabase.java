package org.miltermanager.app.host;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The users and groups that the system knows, whatever it asks for them (files, LDAP, SSSD): Java finds their names alone, the C library
 * (getpwnam_r and its like) their numbers too. Structures as in glibc and musl.
 */
final class AccountDatabase {
    private static final NativeFunction GETPWNAM = lookup("getpwnam_r", ADDRESS);
    private static final NativeFunction GETPWUID = lookup("getpwuid_r", JAVA_INT);
    private static final NativeFunction GETGRNAM = lookup("getgrnam_r", ADDRESS);
    private static final NativeFunction GETGRGID = lookup("getgrgid_r", JAVA_INT);
    private static final NativeFunction GETGROUPLIST =
            NativeFunction.returningInt("getgrouplist", ADDRESS, JAVA_INT, ADDRESS, ADDRESS);

    /** Larger than struct passwd and struct group (48 and 32 octets). */
    private static final long STRUCTURE = 64;

    /** Both structures begin with the pointers to name and password; the numbers follow. */
    private static final long FIRST_NUMBER = 2 * ADDRESS.byteSize();

    private static final long SECOND_NUMBER = FIRST_NUMBER + JAVA_INT.byteSize();

    /** The members of a large group need room; above this the entry is broken. */
    private static final int LARGEST_ENTRY = 16 << 20;

    private static final int ERANGE = 34;

    private AccountDatabase() {}

    private static NativeFunction lookup(String name, MemoryLayout key) {
        return NativeFunction.returningInt(name, key, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    }

    static Optional<User> user(String name) {
        return find(GETPWNAM, arena -> arena.allocateFrom(name), AccountDatabase::readUser);
    }

    static Optional<User> user(int uid) {
        return find(GETPWUID, _ -> uid, AccountDatabase::readUser);
    }

    static Optional<Group> group(String name) {
        return find(GETGRNAM, arena -> arena.allocateFrom(name), AccountDatabase::readGroup);
    }

    static Optional<Group> group(int gid) {
        return find(GETGRGID, _ -> gid, AccountDatabase::readGroup);
    }

    private static User readUser(MemorySegment passwd) {
        String name = NativeFunction.text(passwd.get(ADDRESS, 0));
        return new User(name, passwd.get(JAVA_INT, FIRST_NUMBER), passwd.get(JAVA_INT, SECOND_NUMBER));
    }

    private static Group readGroup(MemorySegment group) {
        return new Group(NativeFunction.text(group.get(ADDRESS, 0)), group.get(JAVA_INT, FIRST_NUMBER));
    }

    private static <T> Optional<T> find(
            NativeFunction lookup, Function<Arena, Object> key, Function<MemorySegment, T> read) {
        for (int room = 16 << 10; ; room *= 2) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment entry = arena.allocate(STRUCTURE, ADDRESS.byteAlignment());
                MemorySegment found = arena.allocate(ADDRESS);
                long error = lookup.call(key.apply(arena), entry, arena.allocate(room), (long) room, found)
                        .value();
                if (error != ERANGE || room >= LARGEST_ENTRY) {
                    boolean absent = found.get(ADDRESS, 0).equals(MemorySegment.NULL);
                    return absent ? Optional.empty() : Optional.of(read.apply(entry));
                }
            }
        }
    }

    /**
     * The groups of a user as {@code initgroups} would set them.
     *
     * @param gid the group that counts as the user's own
     * @return group numbers, that one among them
     */
    static Set<Integer> groupsOf(String user, int gid) {
        for (int room = 64; ; room *= 2) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment list = arena.allocate(JAVA_INT, room);
                MemorySegment count = arena.allocateFrom(JAVA_INT, room);
                boolean tooSmall = GETGROUPLIST
                        .call(arena.allocateFrom(user), gid, list, count)
                        .failed();
                if (!tooSmall) {
                    return numbers(list, count.get(JAVA_INT, 0));
                }
            }
        }
    }

    static Set<Integer> numbers(MemorySegment list, long count) {
        var numbers = new TreeSet<Integer>();
        for (long i = 0; i < count; i++) {
            numbers.add(list.getAtIndex(JAVA_INT, i));
        }
        return numbers;
    }
}
