package org.miltermanager.milters.spamd;

import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.Terms;
import org.miltermanager.milters.scan.Exemptions;
import org.miltermanager.service.Servers;

/** Shows each message to spamd. Where no server gives a usable answer this milter has failed, and its failure policy answers. */
public final class SpamdMilter implements Milter {
    private final SpamdSettings settings;
    private final Servers servers;
    private final Exemptions exempt;

    /** @param servers who is asked */
    public SpamdMilter(SpamdSettings settings, Servers servers) {
        this.settings = settings;
        this.servers = servers;
        this.exempt = Exemptions.of(settings.scope());
    }

    @Override
    public Conversation begin(Terms terms) {
        return new SpamdConversation(settings, exempt, servers.caller(terms.remarks()), terms.patience());
    }
}
