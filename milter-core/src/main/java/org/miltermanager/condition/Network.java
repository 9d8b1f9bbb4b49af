package org.miltermanager.condition;

import java.util.Optional;

/**
 * A range of addresses: {@code 192.0.2.0/24}, {@code fd00::/8}, or one address.
 *
 * @param address any address inside
 * @param bits how many of its first bits all of them have in common
 */
public record Network(NetworkAddress address, int bits) {
    /** What to write, to follow the word "expected". */
    public static final String EXPECTED = "an address or a network such as \"192.0.2.0/24\" or \"fd00::/8\"";

    /** Of IPv4 in IPv6: {@code ::ffff:}. Debian's main.cf has {@code [::ffff:127.0.0.0]/104} in its mynetworks. */
    private static final int MAPPED = 96;

    /** Reads a network, also with brackets around an IPv6 address as Postfix writes it; empty where the text is none. */
    public static Optional<Network> parse(String text) {
        String plain = text.replaceFirst("^\\[(.*)](/\\d+)?$", "$1$2");
        int slash = plain.indexOf('/');
        Optional<NetworkAddress> address = NetworkAddress.parse(slash < 0 ? plain : plain.substring(0, slash));
        if (address.isEmpty() || slash < 0) {
            return address.map(single -> new Network(single, single.bits()));
        }
        String bits = plain.substring(slash + 1);
        return bits.matches("\\d{1,3}") ? of(address.get(), Integer.parseInt(bits)) : Optional.empty();
    }

    private static Optional<Network> of(NetworkAddress address, int bits) {
        if (address.isIpv4() && address.toString().contains(":") && bits >= MAPPED) {
            return address.inetAddress()
                    .flatMap(ipv4 -> NetworkAddress.parse(ipv4.getHostAddress()))
                    .flatMap(ipv4 -> of(ipv4, bits - MAPPED));
        }
        return bits <= address.bits() ? Optional.of(new Network(address, bits)) : Optional.empty();
    }

    public boolean contains(NetworkAddress other) {
        return other.startsAs(address, bits);
    }

    @Override
    public String toString() {
        return bits == address.bits() ? address.toString() : address + "/" + bits;
    }
}
