package org.miltermanager.condition;

import java.util.Locale;
import java.util.regex.Pattern;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.RcptTo;

/** An envelope address as people write it. */
public final class Address {
    private static final Pattern POSTFIX = Pattern.compile("(?i)postfix\\b");

    /** Nothing that would have to stand in quotes (RFC 5321 4.1.2), but for dots, of which mail servers take any number. */
    private static final Pattern PLAIN_LOCAL = Pattern.compile("[^\\s\"(),:;<>@\\[\\]\\\\]+");

    private static final Pattern QUOTING = Pattern.compile("\\\\(.)|\"", Pattern.DOTALL);

    private Address() {}

    /**
     * Without angle brackets, source route ({@code <@relay:user@example.com>}), comments, blanks, needless quotes and a dot behind the
     * domain; empty for the null sender.
     */
    public static String plain(String written) {
        String path = written.strip();
        String inner = path.startsWith("<") && path.endsWith(">") ? path.substring(1, path.length() - 1) : path;
        String bare = essential(inner);
        String mailbox = bare.startsWith("@") ? bare.substring(bare.indexOf(':') + 1) : bare;
        int at = at(mailbox);
        return at < 0 ? local(mailbox) : local(mailbox.substring(0, at)) + "@" + domainOf(mailbox.substring(at + 1));
    }

    /** Without comments and blanks, which stand for nothing outside of quotes (RFC 5322 3.2.2). */
    private static String essential(String text) {
        var kept = new StringBuilder(text.length());
        boolean quoted = false;
        int comments = 0;
        for (int i = 0; i < text.length(); i++) {
            char octet = text.charAt(i);
            boolean pair = octet == '\\' && i + 1 < text.length();
            if (!quoted && octet == '(') {
                comments++;
            } else if (comments > 0) {
                comments -= octet == ')' ? 1 : 0;
            } else if (quoted || pair || (octet != ' ' && octet != '\t')) {
                kept.append(octet);
                quoted ^= octet == '"';
            }
            if (pair) {
                i++;
                kept.append(comments > 0 ? "" : text.substring(i, i + 1));
            }
        }
        return kept.toString();
    }

    /** Where the local part ends; -1 where there is no domain. */
    private static int at(String mailbox) {
        int at = mailbox.lastIndexOf('@');
        long quotes = QUOTING.matcher(mailbox.substring(0, Math.max(at, 0)))
                .results()
                .filter(sign -> sign.group().equals("\""))
                .count();
        return quotes % 2 == 0 ? at : -1;
    }

    private static String local(String written) {
        String meant = unquoted(written);
        return PLAIN_LOCAL.matcher(meant).matches() ? meant : written;
    }

    private static String domainOf(String written) {
        String meant = unquoted(written);
        return meant.endsWith(".") ? meant.substring(0, meant.length() - 1) : meant;
    }

    private static String unquoted(String text) {
        return QUOTING.matcher(text).replaceAll("$1");
    }

    /** What stands behind the last at sign, in lower case; empty where there is none. */
    public static String domain(String written) {
        String plain = plain(written);
        int at = at(plain);
        return at < 0 ? "" : plain.substring(at + 1).toLowerCase(Locale.ROOT);
    }

    /**
     * A recipient as Postfix has resolved it, which tells so in {@code {rcpt_addr}}: for {@code alice@example.com} clients may write {@code
     * "alice"@example.com}, {@code example.com!alice}, {@code alice%example.com@example.com} and more. Where it does not tell, and behind
     * Sendmail, which tells what has become of an address behind its aliases, it is what the client wrote.
     *
     * @param told the macros that came with it
     */
    public static RcptTo resolved(RcptTo written, Macros told) {
        return new RcptTo(resolved(written.address(), "rcpt_addr", told), written.parameters());
    }

    /** The same of a sender, which Postfix tells in {@code {mail_addr}}. */
    static MailFrom resolved(MailFrom written, Macros told) {
        return new MailFrom(resolved(written.address(), "mail_addr", told), written.parameters());
    }

    private static String resolved(String written, String macro, Macros told) {
        boolean postfix = told.get("v")
                .filter(server -> POSTFIX.matcher(server).lookingAt())
                .isPresent();
        return told.get(macro)
                .filter(address -> postfix && address.contains("@"))
                .map(address -> "<" + address + ">")
                .orElse(written);
    }
}
