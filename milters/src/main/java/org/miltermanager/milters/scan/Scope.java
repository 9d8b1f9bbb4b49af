package org.miltermanager.milters.scan;

import java.util.List;

/**
 * Which mail is shown to a scanner.
 *
 * @param maxSize in octets, headers included; longer messages are not
 * @param onLarge what becomes of them
 * @param exemptSenders whose mail is not: entries of {@link Exemptions}
 * @param exemptRecipients whose mail is not, where it is for nobody else
 */
public record Scope(long maxSize, OnLarge onLarge, List<String> exemptSenders, List<String> exemptRecipients) {
    public Scope {
        exemptSenders = List.copyOf(exemptSenders);
        exemptRecipients = List.copyOf(exemptRecipients);
    }
}
