package org.miltermanager.milters.greylist;

import java.time.Clock;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.Terms;
import org.miltermanager.milters.greylist.store.GreylistStore;

/**
 * Asks clients to come again that send from somebody to somebody for the first time. Authenticated clients, and those without an IP address,
 * never wait.
 */
public final class GreylistMilter implements Milter {
    private final GreylistSettings settings;
    private final Exemptions exemptions;
    private final GreylistStore store;
    private final Clock clock;

    /**
     * @param store who remembers; stays open
     * @param clock for the date in headers
     */
    public GreylistMilter(GreylistSettings settings, GreylistStore store, Clock clock) {
        this.settings = settings;
        this.exemptions = Exemptions.of(settings.exempt());
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Conversation begin(Terms terms) {
        return new GreylistConversation(settings, exemptions, store, clock);
    }
}
