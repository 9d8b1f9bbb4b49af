package org.miltermanager.milters.greylist;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.miltermanager.condition.Network;
import org.miltermanager.condition.NetworkAddress;
import org.miltermanager.milter.Milter;
import org.miltermanager.milters.BuiltIn;
import org.miltermanager.milters.Shared;
import org.miltermanager.milters.greylist.store.Pace;
import org.miltermanager.milters.greylist.store.StorePlace;
import org.miltermanager.milters.greylist.store.Subject;

/**
 * How greylisting is applied.
 *
 * @param pace how long clients wait, and what they get for it
 * @param subnetmatch how many of the first bits of an IPv4 address tell a client, 0 to 32
 * @param subnetmatch6 the same for IPv6, 0 to 128
 * @param exempt who never waits
 * @param report which mail has the header {@code X-Greylist}
 * @param quiet whether clients are not told how long they have to wait
 * @param store what is remembered, and where
 * @param onStoreLoss what becomes of mail while the store cannot be asked
 */
public record GreylistSettings(
        Pace pace,
        int subnetmatch,
        int subnetmatch6,
        Exempt exempt,
        Report report,
        boolean quiet,
        StorePlace store,
        OnStoreLoss onStoreLoss)
        implements BuiltIn {
    /**
     * Who never waits.
     *
     * @param clients networks
     * @param hosts names of clients, as the mail server has verified them
     * @param senders addresses or domains
     * @param recipients addresses or domains
     * @param wellKnown whether those never wait either that are known to retry from other networks, or not at all
     */
    public record Exempt(
            List<Network> clients,
            List<String> hosts,
            List<String> senders,
            List<String> recipients,
            boolean wellKnown) {
        public Exempt {
            clients = List.copyOf(clients);
            hosts = List.copyOf(hosts);
            senders = List.copyOf(senders);
            recipients = List.copyOf(recipients);
        }
    }

    /** Which mail is told about, in a header. */
    public enum Report {
        /** None. */
        NONE,
        /** Mail that waited. */
        DELAYS,
        /** Mail that did not wait. */
        NODELAYS,
        /** Any. */
        ALL
    }

    /** What may become of mail while nothing is remembered. */
    public enum OnStoreLoss {
        /** It passes. */
        ACCEPT,
        /** The client shall try again later. */
        TEMPFAIL
    }

    /**
     * Whom an operator means, as this milter remembers it.
     *
     * @param sender an address; without a recipient a domain; empty for all that the client sends
     * @param recipient empty for any
     */
    public Subject subject(NetworkAddress client, String sender, String recipient) {
        String network = new GreylistClient(client, Optional.empty()).network(subnetmatch, subnetmatch6);
        if (sender.isEmpty() && recipient.isEmpty()) {
            return new Subject.Client(network);
        }
        return recipient.isEmpty()
                ? new Subject.Domain(network, sender.substring(sender.indexOf('@') + 1))
                : new Subject.Triplet(
                        network,
                        Mailbox.of(sender).folded().address(),
                        Mailbox.of(recipient).address());
    }

    @Override
    public Optional<String> obstacle() {
        return pace.letsPass()
                ? Optional.empty()
                : Optional.of(
                        "'timeout' is not above 'delay': a first attempt would be forgotten before another could pass");
    }

    @Override
    public Milter milter(Shared shared) {
        return new GreylistMilter(this, shared.greylists().at(store), Clock.system(ZoneId.systemDefault()));
    }
}
