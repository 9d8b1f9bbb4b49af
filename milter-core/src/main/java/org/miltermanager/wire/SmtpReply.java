package org.miltermanager.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * SMFIR_REPLYCODE: the very reply that the SMTP client shall get (RFC 5321 4.2, enhanced codes RFC 3463).
 *
 * <p>Whatever was read, this is a reply that Postfix and Sendmail pass on: one code on all lines, enhanced codes of its class, no control
 * characters, at most {@value #MAX_LINES} lines of at most {@value #MAX_LINE} octets.
 *
 * @param code 400 to 599; 421 ends the SMTP session
 * @param lines text of each line, enhanced code included; at least one
 */
public record SmtpReply(int code, List<String> lines) implements Verdict {
    static final int MAX_LINES = 32;
    static final int MAX_LINE = 510;

    private static final Pattern ENHANCED = Pattern.compile("([245])(\\.\\d{1,3}\\.\\d{1,3})(?= |$)");
    private static final Pattern FIRST_LINE = Pattern.compile("([45]\\d\\d)[ -].*", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("[45]\\d\\d(?:[ -]|\\z)");
    private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");

    public SmtpReply {
        if (code < 400 || code > 599) {
            throw new IllegalArgumentException("SMFIR_REPLYCODE: code " + code + ", expected 400 to 599");
        }
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("SMFIR_REPLYCODE: no text");
        }
        int first = code / 100;
        lines = lines.stream().limit(MAX_LINES).map(line -> clean(first, line)).toList();
    }

    /** A reply of one line. */
    public SmtpReply(int code, String enhanced, String text) {
        this(code, List.of(enhanced + " " + text));
    }

    /**
     * Reads the text of a SMFIR_REPLYCODE packet, with {@code %%} for a percent sign and single percent signs dropped, as Postfix does.
     *
     * @return empty where nothing can be made of it
     */
    public static Optional<SmtpReply> parse(String text) {
        var lines = new ArrayList<>(List.of(LINE_END.split(text, -1)));
        while (lines.size() > 1 && lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        var first = FIRST_LINE.matcher(lines.getFirst());
        if (!first.matches()) {
            return Optional.empty();
        }
        return Optional.of(new SmtpReply(
                Integer.parseInt(first.group(1)),
                lines.stream()
                        .map(SmtpReply::uncoded)
                        .map(SmtpReply::percentDecoded)
                        .toList()));
    }

    /** The text of the packet: CRLF between lines, no line end behind the last, percent signs doubled. */
    public String packetText() {
        var text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            boolean last = i == lines.size() - 1;
            text.append(code).append(last ? ' ' : '-').append(lines.get(i).replace("%", "%%"));
            text.append(last ? "" : "\r\n");
        }
        return text.toString();
    }

    @Override
    public boolean decides() {
        return true;
    }

    /** For logs: one line. */
    @Override
    public String toString() {
        return code + " " + lines.stream().collect(Collectors.joining(" / "));
    }

    private static String uncoded(String line) {
        var code = CODE.matcher(line);
        return code.lookingAt() ? line.substring(code.end()) : line;
    }

    private static String percentDecoded(String line) {
        return line.replace("%%", "\0").replace("%", "").replace('\0', '%');
    }

    private static String clean(int firstDigit, String line) {
        var text = new StringBuilder(line.length());
        line.chars().forEach(octet -> text.append(octet < ' ' || octet == 0x7F ? ' ' : (char) octet));
        var enhanced = ENHANCED.matcher(text);
        if (enhanced.lookingAt() && enhanced.group(1).charAt(0) - '0' != firstDigit) {
            text.replace(0, enhanced.end(), firstDigit + ".7.1");
        }
        return text.substring(0, Math.min(text.length(), MAX_LINE - 4));
    }
}
