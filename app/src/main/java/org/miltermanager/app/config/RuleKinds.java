package org.miltermanager.app.config;

import static org.miltermanager.app.config.Kind.refused;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.SmtpReply;

/** The kinds of values that only rules have. */
final class RuleKinds {
    private static final String REPLY_EXAMPLE = "an SMTP reply such as \"550 5.7.1 No mail from there\"";
    private static final String HEADER_EXAMPLE = "a header field such as \"X-Origin: home\"";
    private static final String MACRO_EXAMPLE = "a macro such as \"{trusted_domain}=yes\"";
    private static final Pattern REPLY_TEXT =
            Pattern.compile("([45]\\d\\d) ([45]\\.\\d{1,3}\\.\\d{1,3}) ([\\x20-\\x7e]{1,400})");
    private static final Pattern HEADER_TEXT = Pattern.compile("([!-9;-~]{1,100}): ?([\\x20-\\x7e]{1,800})");
    private static final Pattern MACRO_TEXT = Pattern.compile("([A-Za-z_]|\\{\\w{2,60}})=([\\x20-\\x7e]{0,400})");

    static final Kind<SmtpReply> REPLY = Kind.text(
            REPLY_EXAMPLE,
            text -> {
                Matcher reply = matched(REPLY_TEXT, text, REPLY_EXAMPLE);
                if (reply.group(1).charAt(0) != reply.group(2).charAt(0)) {
                    throw refused(text, "two codes of the same class, such as 550 and 5.7.1");
                }
                return new SmtpReply(Integer.parseInt(reply.group(1)), reply.group(2), reply.group(3));
            },
            SmtpReply::toString);

    static final Kind<AddHeader> HEADER = Kind.text(
            HEADER_EXAMPLE,
            text -> {
                Matcher header = matched(HEADER_TEXT, text, HEADER_EXAMPLE);
                return new AddHeader(header.group(1), " " + header.group(2));
            },
            header -> header.name() + ":" + header.value());

    static final Kind<Macro> MACRO = Kind.text(
            MACRO_EXAMPLE,
            text -> {
                Matcher macro = matched(MACRO_TEXT, text, MACRO_EXAMPLE);
                return new Macro(macro.group(1), macro.group(2));
            },
            macro -> macro.name() + "=" + macro.value());

    private RuleKinds() {}

    private static Matcher matched(Pattern pattern, String text, String expected) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw refused(text, expected);
        }
        return matcher;
    }
}
