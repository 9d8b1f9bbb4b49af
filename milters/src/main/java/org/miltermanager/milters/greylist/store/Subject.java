package org.miltermanager.milters.greylist.store;

import java.util.Optional;
import org.miltermanager.condition.Network;

/** Of whom something is remembered. Its texts are in lower case, without control characters and of bounded length. */
public sealed interface Subject {
    /** The network of the client, such as {@code 192.0.2.0/24}. */
    String network();

    /** As it is kept: its texts, a tab between. */
    String key();

    /** All clients of a network. */
    record Client(String network) implements Subject {
        public Client {
            network = Texts.plain(network);
        }

        @Override
        public String key() {
            return network;
        }

        @Override
        public String toString() {
            return network;
        }
    }

    /**
     * What a network sends for a domain.
     *
     * @param domain of the senders
     */
    record Domain(String network, String domain) implements Subject {
        public Domain {
            network = Texts.plain(network);
            domain = Texts.plain(domain);
        }

        @Override
        public String key() {
            return network + '\t' + domain;
        }

        @Override
        public String toString() {
            return network + " " + domain;
        }
    }

    /**
     * What a network sends from one address to another.
     *
     * @param sender without brackets, folded; empty for the null sender
     * @param recipient without brackets
     */
    record Triplet(String network, String sender, String recipient) implements Subject {
        public Triplet {
            network = Texts.plain(network);
            sender = Texts.plain(sender);
            recipient = Texts.plain(recipient);
        }

        /** The sender's domain; empty where there is none. */
        public Optional<Domain> domain() {
            int at = sender.lastIndexOf('@');
            return at < 0 || at == sender.length() - 1
                    ? Optional.empty()
                    : Optional.of(new Domain(network, sender.substring(at + 1)));
        }

        @Override
        public String key() {
            return network + '\t' + sender + '\t' + recipient;
        }

        @Override
        public String toString() {
            return network + " <" + sender + "> <" + recipient + ">";
        }
    }

    /** Reads a {@link #key}; empty where it is none of ours. */
    static Optional<Subject> ofKey(String key) {
        String[] texts = key.split("\t", -1);
        if (Network.parse(texts[0]).isEmpty()) {
            return Optional.empty();
        }
        return switch (texts.length) {
            case 1 -> Optional.of(new Client(texts[0]));
            case 2 -> Optional.of(new Domain(texts[0], texts[1]));
            case 3 -> Optional.of(new Triplet(texts[0], texts[1], texts[2]));
            default -> Optional.empty();
        };
    }
}
