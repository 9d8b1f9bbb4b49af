package org.miltermanager.milters.spamd;

import static java.util.Locale.ROOT;

import java.util.Optional;
import java.util.regex.Pattern;

/** What spamd said (SPAMC/SPAMD protocol 1.5). */
sealed interface SpamdReply {
    /**
     * {@code EX_OK}, and an opinion.
     *
     * @param text what was asked for: headers, or a whole message, one char per octet; may be empty
     */
    record Rated(Rating rating, String text) implements SpamdReply {}

    /** Another code than {@code EX_OK}. */
    record Failed(int code, String name) implements SpamdReply {}

    /** The connection was closed before the reply was complete. */
    record Cut(String soFar) implements SpamdReply {}

    /** Not what spamd would say. */
    record Strange(String text) implements SpamdReply {}

    /** Its first line, such as {@code SPAMD/1.1 0 EX_OK}. */
    Pattern STATUS = Pattern.compile("SPAMD/\\d{1,3}\\.\\d{1,3} (\\d{1,3}) (\\S{1,100}).*");

    Pattern FIELD = Pattern.compile("([A-Za-z-]{1,40}):\\s*(.*)");
    Pattern LENGTH = Pattern.compile("\\d{1,9}");
    String HEAD_END = "\r\n\r\n";

    /**
     * Reads a reply. Total: whatever came is one of these.
     *
     * @param reply all that was said until the connection was closed, one char per octet
     */
    static SpamdReply parse(String reply) {
        int end = reply.indexOf(HEAD_END);
        String head = end < 0 ? reply : reply.substring(0, end);
        String[] lines = head.split("\r\n", -1);
        var status = STATUS.matcher(lines[0]);
        if (!status.matches()) {
            boolean begun = end < 0 && "SPAMD/".startsWith(head);
            return begun ? new Cut(reply) : new Strange(reply);
        }
        int code = Integer.parseInt(status.group(1));
        if (code != 0) {
            return new Failed(code, status.group(2));
        }
        return end < 0 ? new Cut(reply) : rated(reply, lines, reply.substring(end + HEAD_END.length()));
    }

    private static SpamdReply rated(String reply, String[] lines, String text) {
        Optional<Rating> rating = field(lines, "spam").flatMap(Rating::parse);
        if (rating.isEmpty()) {
            return new Strange(reply);
        }
        Optional<String> length = field(lines, "content-length");
        if (length.isEmpty()) {
            return new Rated(rating.get(), text);
        }
        if (!LENGTH.matcher(length.get()).matches()) {
            return new Strange(reply);
        }
        int octets = Integer.parseInt(length.get());
        return octets > text.length() ? new Cut(reply) : new Rated(rating.get(), text.substring(0, octets));
    }

    private static Optional<String> field(String[] lines, String name) {
        for (String line : lines) {
            var field = FIELD.matcher(line);
            if (field.matches() && field.group(1).toLowerCase(ROOT).equals(name)) {
                return Optional.of(field.group(2).strip());
            }
        }
        return Optional.empty();
    }
}
