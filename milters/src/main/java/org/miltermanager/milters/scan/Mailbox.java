package org.miltermanager.milters.scan;

import static java.util.Locale.ROOT;

/**
 * An address of the envelope, in lower case.
 *
 * @param local what stands before the last {@code @}
 * @param domain what follows it; empty where there is none
 */
public record Mailbox(String local, String domain) {
    /** @param path as in MAIL or RCPT, with angle brackets or without; a source route is left out (RFC 5321 4.1.1.3) */
    public static Mailbox of(String path) {
        String bare = path.startsWith("<") && path.endsWith(">") ? path.substring(1, path.length() - 1) : path;
        String address = bare.startsWith("@") ? bare.substring(bare.indexOf(':') + 1) : bare;
        int at = address.lastIndexOf('@');
        return at < 0
                ? new Mailbox(address.toLowerCase(ROOT), "")
                : new Mailbox(
                        address.substring(0, at).toLowerCase(ROOT),
                        address.substring(at + 1).toLowerCase(ROOT));
    }

    /** Without what follows a {@code +}: where the mail of {@code alice+lists} goes. */
    public Mailbox withoutDetail() {
        int plus = local.indexOf('+');
        return plus > 0 ? new Mailbox(local.substring(0, plus), domain) : this;
    }

    @Override
    public String toString() {
        return domain.isEmpty() ? local : local + "@" + domain;
    }
}
