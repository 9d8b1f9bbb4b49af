package org.miltermanager.condition;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address as its octets: addresses are compared as numbers, whatever their spelling. IPv4 in IPv6 ({@code ::ffff:192.0.2.1}) is the
 * IPv4 address. Immutable.
 */
public final class NetworkAddress {
    /** Of a client that has none: one on a unix socket, or one that the mail server cannot tell. */
    public static final NetworkAddress NONE = new NetworkAddress(new byte[0], "none");

    private static final String SENDMAIL_PREFIX = "ipv6:";

    /** The JDK knows shorter forms, such as 127.1, which nobody means. */
    private static final Pattern DOTTED_QUAD = Pattern.compile("\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");

    private final byte[] octets;
    private final String text;

    private NetworkAddress(byte[] octets, String text) {
        this.octets = octets;
        this.text = text;
    }

    /**
     * Reads an address, also as Sendmail writes it ({@code IPv6:2001:db8:0:0:0:0:0:1}). Never asks a name server.
     *
     * @return empty where it is none
     */
    public static Optional<NetworkAddress> parse(String written) {
        boolean prefixed = written.toLowerCase(Locale.ROOT).startsWith(SENDMAIL_PREFIX);
        String text = prefixed ? written.substring(SENDMAIL_PREFIX.length()) : written;
        if (text.contains("%")
                || !(text.contains(":") || DOTTED_QUAD.matcher(text).matches())) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.ofLiteral(text);
            return Optional.of(new NetworkAddress(address.getAddress(), text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** @return true for IPv4 */
    public boolean isIpv4() {
        return octets.length == 4;
    }

    /** @return true where it is in the network whose first bits are those of another address */
    boolean startsAs(NetworkAddress network, int bits) {
        if (octets.length != network.octets.length || octets.length == 0) {
            return false;
        }
        int whole = bits / 8;
        int rest = 0xFF00 >> bits % 8 & 0xFF;
        return Arrays.equals(octets, 0, whole, network.octets, 0, whole)
                && (rest == 0 || ((octets[whole] ^ network.octets[whole]) & rest) == 0);
    }

    /** How many bits such an address has. */
    int bits() {
        return octets.length * 8;
    }

    /** As the JDK has it; empty for {@link #NONE}. */
    public Optional<InetAddress> inetAddress() {
        try {
            return Optional.of(InetAddress.getByAddress(octets));
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }

    /** The octets, in network order. */
    public byte[] octets() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkAddress address && Arrays.equals(octets, address.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /** As it was written; an IPv4 address in IPv6 as it was written, too. */
    @Override
    public String toString() {
        return text;
    }
}
