package org.miltermanager.conditions.spf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.InetAddress;

/**
 * Addresses that begin alike. An address of one kind is never in a network of the other, and {@code ::ffff:192.0.2.0/120} is one of IPv6: no
 * IPv4 client is in it, however it is connected.
 *
 * @param octets 4 or 16 of them, an octet a char
 * @param bits that count; 0 to 32 or 128
 */
record SpfNetwork(String octets, int bits) {
    static SpfNetwork of(byte[] octets, int bits) {
        return new SpfNetwork(chars(octets), bits);
    }

    private static String chars(byte[] octets) {
        return new String(octets, ISO_8859_1);
    }

    boolean contains(InetAddress address) {
        String other = chars(address.getAddress());
        if (other.length() != octets.length()) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        int rest = Byte.SIZE - bits % Byte.SIZE;
        return octets.regionMatches(0, other, 0, whole)
                && (rest == Byte.SIZE || octets.charAt(whole) >> rest == other.charAt(whole) >> rest);
    }
}
