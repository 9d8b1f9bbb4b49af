package org.miltermanager.dns;

import static java.util.stream.Collectors.joining;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.stream.IntStream;

/** The names under which the DNS files addresses. */
public final class ReverseName {
    private ReverseName() {}

    /** Where the owner of an address says its names: {@code 1.2.0.192.in-addr.arpa} (RFC 1035 3.5, RFC 3596 2.5). */
    public static String of(InetAddress address) {
        return reversed(address) + (address instanceof Inet4Address ? ".in-addr.arpa" : ".ip6.arpa");
    }

    /** The address last part first: the four numbers of an IPv4 address, the 32 nibbles of an IPv6 one (RFC 5782 2.1, 2.4). */
    public static String reversed(InetAddress address) {
        byte[] octets = address.getAddress();
        boolean whole = address instanceof Inet4Address;
        return IntStream.rangeClosed(1, octets.length)
                .mapToObj(i -> octets[octets.length - i] & 0xFF)
                .map(octet -> whole ? Integer.toString(octet) : nibbles(octet))
                .collect(joining("."));
    }

    private static String nibbles(int octet) {
        return Integer.toHexString(octet & 0xF) + "." + Integer.toHexString(octet >> 4);
    }
}
