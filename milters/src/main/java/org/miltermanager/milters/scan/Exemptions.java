package org.miltermanager.milters.scan;

import org.miltermanager.conditions.names.NameList;

/**
 * Whose mail is not shown to the scanner: that of some senders, and that which is for nobody but some recipients. An entry names an address
 * ({@code postmaster@example.org}), a domain ({@code example.org}), the domains below one ({@code .example.org}), or is a pattern between
 * slashes.
 */
public record Exemptions(NameList senders, NameList recipients) {
    /** Reads both lists. */
    public static Exemptions of(Scope scope) {
        return new Exemptions(NameList.of(scope.exemptSenders()), NameList.of(scope.exemptRecipients()));
    }

    /** Whether this message is exempt. */
    public boolean cover(Envelope envelope) {
        return isIn(senders, envelope.sender())
                || (!envelope.resolvedRecipients().isEmpty()
                        && envelope.resolvedRecipients().stream().allMatch(recipient -> isIn(recipients, recipient)));
    }

    private static boolean isIn(NameList list, String path) {
        var mailbox = Mailbox.of(path);
        return list.size() > 0 && (list.test(mailbox.toString()) || list.test(mailbox.domain()));
    }
}
