package org.miltermanager.milters.greylist.redis;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.miltermanager.milters.greylist.store.Entry;
import org.miltermanager.milters.greylist.store.Memory;
import org.miltermanager.milters.greylist.store.Subject;

/**
 * Keys and values on the server: {@code {192.0.2.0/24}<tab>sender<tab>recipient} behind the prefix. All that is about one network is kept on the
 * same server of a cluster, by the braces.
 *
 * @param prefix of our keys
 */
record Values(String prefix) {
    private static final Pattern VALUE = Pattern.compile("(\\d{1,15}) (\\d{1,15}) (\\d{1,9}) ([01]) (\\d{1,15})");
    private static final Pattern SPECIAL = Pattern.compile("[\\\\*?\\[\\]]");

    String key(Subject subject) {
        String rest = subject.key().substring(subject.network().length());
        return prefix + "{" + subject.network() + "}" + rest;
    }

    /** Of the client of a triplet, its domain, and itself, as the script takes them. */
    String[] keys(Subject.Triplet triplet) {
        Subject client = new Subject.Client(triplet.network());
        Subject domain =
                triplet.domain().<Subject>map(known -> known).orElse(new Subject.Domain(triplet.network(), ""));
        return new String[] {key(client), key(domain), key(triplet)};
    }

    /** What finds all of our keys. */
    String pattern() {
        return SPECIAL.matcher(prefix).replaceAll("\\\\$0") + "{*";
    }

    String value(Memory memory) {
        return memory.since().toEpochMilli() + " " + memory.last().toEpochMilli() + " " + memory.count() + " "
                + (memory.white() ? 1 : 0) + " " + memory.until().toEpochMilli();
    }

    /** Empty where it is nothing that we wrote. */
    Optional<Entry> entry(String key, String value) {
        var written = VALUE.matcher(value);
        int end = key.indexOf('}');
        if (!key.startsWith(prefix + "{") || end < 0 || !written.matches()) {
            return Optional.empty();
        }
        String plain = key.substring(prefix.length() + 1, end) + key.substring(end + 1);
        return Subject.ofKey(plain)
                .map(subject -> new Entry(
                        subject,
                        new Memory(
                                time(written.group(1)),
                                time(written.group(2)),
                                Integer.parseInt(written.group(3)),
                                written.group(4).equals("1"),
                                time(written.group(5)))));
    }

    private static Instant time(String milliseconds) {
        return Instant.ofEpochMilli(Long.parseLong(milliseconds));
    }
}
