package org.miltermanager.milters.greylist;

import java.util.List;
import java.util.Optional;
import org.miltermanager.condition.Network;
import org.miltermanager.conditions.names.NameList;

/**
 * Who never waits, ready to be asked. Immutable.
 *
 * @param clients networks
 * @param hosts names of clients
 * @param senders addresses, domains, and {@code name@} for any domain
 * @param recipients the same
 * @param wellKnown names of clients that greylisting does not work with
 */
record Exemptions(List<Network> clients, NameList hosts, NameList senders, NameList recipients, NameList wellKnown) {
    static Exemptions of(GreylistSettings.Exempt settings) {
        return new Exemptions(
                settings.clients(),
                NameList.of(settings.hosts()),
                NameList.of(settings.senders()),
                NameList.of(settings.recipients()),
                settings.wellKnown() ? WellKnownRetriers.names() : NameList.EMPTY);
    }

    /** Why mail does not wait; empty where it is to be greylisted. */
    Optional<String> reason(GreylistClient client, Mailbox sender, Mailbox recipient) {
        if (clients.stream().anyMatch(network -> network.contains(client.address()))) {
            return Optional.of("Client in white list");
        }
        if (client.hostname().filter(hosts).isPresent()) {
            return Optional.of("Host in white list");
        }
        if (sender.names().stream().anyMatch(senders)) {
            return Optional.of("Sender in white list");
        }
        if (recipient.names().stream().anyMatch(recipients)) {
            return Optional.of("Recipient in white list");
        }
        return client.hostname().filter(wellKnown).map(name -> "Client is known to retry in its own ways");
    }
}
