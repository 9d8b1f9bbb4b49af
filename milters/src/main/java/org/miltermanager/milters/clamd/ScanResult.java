package org.miltermanager.milters.clamd;

import java.util.regex.Pattern;

/** What clamd said of a message. */
sealed interface ScanResult {
    /** An answer by which something can become of the message. */
    sealed interface Usable extends ScanResult {}

    /** None: another server may have one. */
    sealed interface Useless extends ScanResult {}

    /** {@code stream: OK}. */
    record Clean() implements Usable {}

    /**
     * {@code stream: NAME FOUND}.
     *
     * @param name of the signature that matched
     */
    record Infected(String name) implements Usable {}

    /** {@code INSTREAM size limit exceeded. ERROR}: longer than the {@code StreamMaxLength} of its configuration. */
    record TooLarge() implements Usable {}

    /** Any other {@code ERROR}: it could not scan, for lack of space perhaps. */
    record Failed(String text) implements Useless {}

    /** The connection was closed before the reply was complete. */
    record Cut(String soFar) implements Useless {}

    /** Not what clamd would say. */
    record Strange(String text) implements Useless {}

    /** Longest reply that is read; clamd's are below 1 KiB. */
    int LONGEST = 4096;

    Pattern FOUND = Pattern.compile("stream: (\\S.*) FOUND", Pattern.DOTALL);

    /**
     * Reads a reply to {@code zINSTREAM}. Total: whatever came is one of the results.
     *
     * @param reply one char per octet, with the NUL that ends it; without one where the connection was closed before
     */
    static ScanResult parse(String reply) {
        int end = reply.indexOf('\0');
        if (end < 0) {
            return reply.length() < LONGEST ? new Cut(reply) : new Strange(reply);
        }
        String text = reply.substring(0, end).strip();
        if (text.equals("stream: OK")) {
            return new Clean();
        }
        var found = FOUND.matcher(text);
        if (found.matches()) {
            return new Infected(found.group(1));
        }
        if (text.startsWith("INSTREAM size limit exceeded")) {
            return new TooLarge();
        }
        return text.endsWith("ERROR") ? new Failed(text) : new Strange(text);
    }
}
