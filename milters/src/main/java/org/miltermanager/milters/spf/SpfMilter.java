package org.miltermanager.milters.spf;

import org.miltermanager.dns.Dns;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.Terms;

/**
 * Holds the client of each message against the policy of the sender's domain; for the null sender, of the HELO name (RFC 7208 2.4). Authenticated
 * clients, and those without an IP address, are not judged: the policy is about hosts that deliver, not about our own users.
 */
public final class SpfMilter implements Milter {
    private final SpfSettings settings;
    private final Dns dns;

    /** @param dns who is asked */
    public SpfMilter(SpfSettings settings, Dns dns) {
        this.settings = settings;
        this.dns = dns;
    }

    @Override
    public Conversation begin(Terms terms) {
        return new SpfConversation(settings, dns, terms);
    }
}
