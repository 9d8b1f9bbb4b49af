package org.miltermanager.milters.greylist;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A sender or recipient as greylisting compares it.
 *
 * @param address without brackets and source route, in lower case; empty for the null sender
 */
record Mailbox(String address) {
    private static final Pattern ROUTE = Pattern.compile("^@[^:]*:");

    /** BATV: {@code prvs=KDDDSSSSSS=user}, {@code prvs=user=KDDDSSSSSS}, {@code btv1==TAG==user}. */
    private static final Pattern BATV =
            Pattern.compile("^(?:prvs=[0-9a-f]{10}=(.+)|prvs=(.+)[=/][0-9a-f]{10}|btv1==[^=]+==(.+))$");

    /** SRS: {@code SRS0=hash=day=domain=user}, {@code SRS1=hash=host==hash=day=domain=user}: what changes is the hash and the day. */
    private static final Pattern SRS = Pattern.compile("^srs[01][=+-][^=]+=(?:([^=]+)==[^=]+=)?[^=]+=([^=]+)=(.+)$");

    /** VERP: the recipient in the sender, {@code list-return-17-user=example.com}. */
    private static final Pattern VERP = Pattern.compile("[^+=-]+=[^=]+$");

    /** Numbers of messages and deliveries, hexadecimal ones where they stand alone. */
    private static final Pattern NUMBER =
            Pattern.compile("(?<![0-9a-z])(?=[a-f]*[0-9])[0-9a-f]+(?![0-9a-z])|[0-9]{3,}");

    /** Random words of mass mailers. */
    private static final Pattern TOKEN =
            Pattern.compile("(?<![0-9a-z])(?=[a-z]*[0-9])(?=[0-9]*[a-z])[0-9a-z]{12,}(?![0-9a-z])");

    /** As a command of SMTP has it. */
    static Mailbox of(String path) {
        String bare = path.startsWith("<") && path.endsWith(">") ? path.substring(1, path.length() - 1) : path;
        return new Mailbox(lower(ROUTE.matcher(bare.strip()).replaceFirst("")));
    }

    /** The letters of ASCII alone: others are octets of who knows what. */
    private static String lower(String text) {
        var lower = new StringBuilder(text.length());
        text.chars().forEach(octet -> lower.append((char) (octet >= 'A' && octet <= 'Z' ? octet + 'a' - 'A' : octet)));
        return lower.toString();
    }

    String domain() {
        int at = address.lastIndexOf('@');
        return at < 0 ? "" : address.substring(at + 1);
    }

    private String local() {
        int at = address.lastIndexOf('@');
        return at < 0 ? address : address.substring(0, at);
    }

    /** Names to look up in a list: the address, its domain, and {@code local@} for any domain. */
    List<String> names() {
        return List.of(address, domain(), local() + "@");
    }

    /** The same for all mails of one sender, where its address differs from mail to mail. */
    Mailbox folded() {
        if (address.isEmpty()) {
            return this;
        }
        String local = local();
        local = BATV.matcher(local).replaceFirst("$1$2$3");
        local = SRS.matcher(local).replaceFirst("srs=$2=$3");
        if (!local.startsWith("srs=")) {
            local = VERP.matcher(local).replaceFirst("#");
        }
        local = TOKEN.matcher(local).replaceAll("#");
        local = NUMBER.matcher(local).replaceAll("#");
        return new Mailbox(address.contains("@") ? local + "@" + domain() : local);
    }
}
