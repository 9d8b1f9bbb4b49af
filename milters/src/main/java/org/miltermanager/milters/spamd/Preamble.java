package org.miltermanager.milters.spamd;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import java.time.ZonedDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.miltermanager.milters.scan.Envelope;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Macros;

/**
 * The lines above a message that tell spamd what the message itself cannot: the envelope, and the Received that the mail server will add,
 * which milters are not shown. As spamass-milter writes them, but for the place of the date.
 *
 * @param client null where the mail server has not told
 * @param helo as greeted; may be empty
 */
record Preamble(@Nullable Connect client, String helo, Envelope envelope, Macros macros) {
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1F\\x7F]");

    String text(ZonedDateTime now) {
        var text = new StringBuilder("X-Envelope-From: " + plain(envelope.sender()) + "\r\n");
        envelope.recipients().forEach(recipient -> text.append("X-Envelope-To: " + plain(recipient) + "\r\n"));
        text.append("Received: from ").append(plain(helo.isEmpty() ? "unknown" : helo));
        text.append(" (").append(plain(whence())).append(")\r\n\tby ").append(macro("j", "localhost"));
        text.append(" (").append(macro("v", "milter-manager")).append(") with ").append(protocol());
        text.append(" id ").append(macro("i", "unknown"));
        text.append("\r\n\t(envelope-from ").append(plain(envelope.sender())).append(");\r\n\t");
        return text.append(RFC_1123_DATE_TIME.format(now)).append("\r\n").toString();
    }

    private String whence() {
        if (client == null) {
            return "unknown";
        }
        return switch (client.family()) {
            case INET, INET6 ->
                (client.hostname().startsWith("[") ? "unknown" : client.hostname()) + " [" + client.address() + "]";
            case UNIX, UNKNOWN -> client.hostname();
        };
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
        return CONTROL.matcher(text).replaceAll("?");
    }
}
