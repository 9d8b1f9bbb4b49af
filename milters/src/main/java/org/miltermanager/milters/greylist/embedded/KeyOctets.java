package org.miltermanager.milters.greylist.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import org.miltermanager.milters.greylist.store.NetworkText;
import org.miltermanager.milters.greylist.store.Subject;

/**
 * A subject as the octets that it is kept under: the network as a number, in a third of the space that its text takes, then the other texts of
 * its key.
 */
final class KeyOctets {
    /** In the first octet: what follows is text alone. Else, how many bits the network has is added to one of the others. */
    private static final int TEXT = 0;

    private static final int IPV4 = 1;
    private static final int IPV6 = 64;
    private static final int IPV4_OCTETS = 4;
    private static final int IPV6_OCTETS = 16;

    private KeyOctets() {}

    static byte[] of(Subject subject) {
        String key = subject.key();
        String network = subject.network();
        return head(network)
                .map(head -> joined(head, key.substring(network.length())))
                .orElseGet(() -> joined(new byte[] {TEXT}, key));
    }

    /** Empty for a network that is not written as we write it: its text could not be told again. */
    private static Optional<byte[]> head(String network) {
        try {
            int slash = network.indexOf('/');
            byte[] address = InetAddress.ofLiteral(slash < 0 ? network : network.substring(0, slash))
                    .getAddress();
            int all = address.length * Byte.SIZE;
            int bits = slash < 0 ? all : Integer.parseInt(network.substring(slash + 1));
            boolean ours =
                    bits >= 0 && bits <= all && NetworkText.of(address, bits).equals(network);
            return ours ? Optional.of(head(address, bits)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static byte[] head(byte[] address, int bits) {
        byte[] head = new byte[1 + octets(bits)];
        head[0] = (byte) ((address.length == IPV4_OCTETS ? IPV4 : IPV6) + bits);
        System.arraycopy(address, 0, head, 1, head.length - 1);
        return head;
    }

    private static int octets(int bits) {
        return (bits + Byte.SIZE - 1) / Byte.SIZE;
    }

    private static byte[] joined(byte[] head, String rest) {
        byte[] texts = rest.getBytes(UTF_8);
        byte[] all = Arrays.copyOf(head, head.length + texts.length);
        System.arraycopy(texts, 0, all, head.length, texts.length);
        return all;
    }

    /** Empty where they are none of ours. */
    static Optional<Subject> subject(byte[] octets) {
        int first = octets.length == 0 ? TEXT : octets[0] & 0xFF;
        if (first == TEXT) {
            return Subject.ofKey(rest(octets, 1));
        }
        int size = first < IPV6 ? IPV4_OCTETS : IPV6_OCTETS;
        int bits = first - (first < IPV6 ? IPV4 : IPV6);
        int end = 1 + octets(bits);
        if (bits > size * Byte.SIZE || end > octets.length) {
            return Optional.empty();
        }
        byte[] address = Arrays.copyOf(Arrays.copyOfRange(octets, 1, end), size);
        return Subject.ofKey(NetworkText.of(address, bits) + rest(octets, end));
    }

    private static String rest(byte[] octets, int from) {
        return octets.length <= from ? "" : new String(octets, from, octets.length - from, UTF_8);
    }
}
