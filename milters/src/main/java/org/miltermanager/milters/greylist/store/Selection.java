package org.miltermanager.milters.greylist.store;

import java.util.Optional;
import org.miltermanager.condition.Network;

/**
 * Which entries somebody means.
 *
 * @param client an address or network that those of the entry overlap; empty: any
 * @param sender an address, or a domain with or without {@code @} in front; empty: any
 * @param recipient the same
 */
public record Selection(Optional<Network> client, String sender, String recipient) {
    public static final Selection ALL = new Selection(Optional.empty(), "", "");

    public Selection {
        sender = Texts.lower(sender);
        recipient = Texts.lower(recipient);
    }

    /** Whether it means this one. An entry without sender or recipient is not meant where one is asked for. */
    public boolean means(Subject subject) {
        boolean near = client.isEmpty() || overlaps(client.get(), subject.network());
        return near
                && switch (subject) {
                    case Subject.Client _ -> sender.isEmpty() && recipient.isEmpty();
                    case Subject.Domain domain -> recipient.isEmpty() && matches(sender, "@" + domain.domain());
                    case Subject.Triplet triplet ->
                        matches(sender, triplet.sender()) && matches(recipient, triplet.recipient());
                };
    }

    private static boolean overlaps(Network wanted, String text) {
        return Network.parse(text)
                .filter(network -> wanted.contains(network.address()) || network.contains(wanted.address()))
                .isPresent();
    }

    private static boolean matches(String wanted, String address) {
        String domain = wanted.startsWith("@") ? wanted : "@" + wanted;
        return wanted.isEmpty() || address.equals(wanted) || address.endsWith(domain);
    }
}
