package org.miltermanager.milters.scan;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.miltermanager.wire.SmtpReply;

/**
 * What a client is told whose message is refused for good.
 *
 * @param code 500 to 599
 * @param text enhanced code included; places in it are filled for each message
 */
public record Refusal(int code, String text) {
    private static final Pattern REPLY = Pattern.compile("(5\\d\\d) (\\S.*)");

    /**
     * Reads what an operator wrote.
     *
     * @throws IllegalArgumentException with a sentence that says what is expected
     */
    public static Refusal parse(String reply) {
        var parts = REPLY.matcher(reply);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "got \"" + reply + "\", expected a reply for good such as \"550 5.7.1 Not wanted here\"");
        }
        return new Refusal(Integer.parseInt(parts.group(1)), parts.group(2));
    }

    /** @param details of the message, by the places in the text that they fill, such as {@code %v} */
    public SmtpReply with(Map<String, String> details) {
        String filled = text;
        for (Map.Entry<String, String> detail : details.entrySet()) {
            filled = filled.replace(detail.getKey(), detail.getValue());
        }
        return new SmtpReply(code, List.of(filled));
    }

    @Override
    public String toString() {
        return code + " " + text;
    }
}
