package org.miltermanager.milters.spamd;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.miltermanager.milters.scan.Envelope;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Macros;

/**
 * The lines above a message that tell spamd what the message itself cannot: the envelope, and the Received that the mail server will add,
 * which milters are not shown. As spamass-milter writes them, but for the place of the date, and that nothing of what the client says can
 * pass for another part of Received, from which SpamAssassin reads who the client is and whether it has authenticated itself.
 *
 * @param client null where the mail server has not told
 * @param helo as greeted; may be empty
 */
record Preamble(@Nullable Connect client, String helo, Envelope envelope, Macros macros) {
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1F\\x7F]");

    /** What no name of a host has, and could end it: as Postfix (smtpd.c, NEUTER_CHARACTERS), and a little more. */
    private static final Pattern NO_NAME = Pattern.compile("[^!-~]|[<>()\\[\\]\\\\\";@,]");

    private static final Pattern LITERAL =
            Pattern.compile("\\[(?:\\d{1,3}(?:\\.\\d{1,3}){3}|(?i:IPv6):[0-9A-Fa-f:.]{2,45})]");

    /** What could end the comment that a sender stands in, or begin another word. */
    private static final Pattern NO_COMMENT = Pattern.compile("[\\x00-\\x20\\x7F()\"\\\\]");

    String text(ZonedDateTime now) {
        var text = new StringBuilder("X-Envelope-From: " + plain(envelope.sender()) + "\r\n");
        envelope.recipients().forEach(recipient -> text.append("X-Envelope-To: " + plain(recipient) + "\r\n"));
        text.append("Received: from ").append(greeting());
        text.append(" (").append(whence()).append(")\r\n\tby ").append(macro("j", "localhost"));
        text.append(" (").append(macro("v", "milter-manager")).append(") with ").append(protocol());
        text.append(" id ").append(macro("i", "unknown"));
        text.append("\r\n\t(envelope-from ")
                .append(neuter(NO_COMMENT, envelope.sender()))
                .append(");\r\n\t");
        return text.append(RFC_1123_DATE_TIME.format(now)).append("\r\n").toString();
    }

    private String greeting() {
        if (helo.isEmpty()) {
            return "unknown";
        }
        return LITERAL.matcher(helo).matches() ? helo : name(helo);
    }

    private String whence() {
        if (client == null) {
            return "unknown";
        }
        return switch (client.family()) {
            case INET, INET6 -> named(client);
            case UNIX, UNKNOWN -> name(client.hostname());
        };
    }

    /** As Sendmail's macro {@code _}, which spamass-milter writes there. */
    private String named(Connect host) {
        Optional<String> shown = host.verifiedName(Macros.NONE);
        boolean verified = shown.equals(host.verifiedName(macros));
        return shown.map(Preamble::name).orElse("unknown") + " [" + name(host.address()) + "]"
                + (verified ? "" : " (may be forged)");
    }

    /** By the last letter SpamAssassin knows a client that has authenticated itself (RFC 3848). */
    private String protocol() {
        String secure = macros.get("tls_version").isPresent() ? "S" : "";
        return macros.get("auth_authen").isPresent() ? "ESMTP" + secure + "A" : "ESMTP" + secure;
    }

    private String macro(String name, String otherwise) {
        return plain(macros.get(name).filter(value -> !value.isEmpty()).orElse(otherwise));
    }

    private static String plain(String text) {
        return neuter(CONTROL, text);
    }

    private static String name(String text) {
        return neuter(NO_NAME, text);
    }

    private static String neuter(Pattern what, String text) {
        return what.matcher(text).replaceAll("?");
    }
}
