package org.miltermanager.conditions.spf;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what stands behind {@code ip4:} and {@code ip6:} (RFC 7208 5.6). */
final class Networks {
    static final int IPV4_BITS = 32;
    static final int IPV6_BITS = 128;

    private static final String NUMBER = "(?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private static final Pattern IPV4 =
            Pattern.compile("(" + NUMBER + "(?:\\." + NUMBER + "){3})(?:/(0|[1-9][0-9]?))?");
    private static final Pattern IPV6 = Pattern.compile("([0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)(?:/(0|[1-9][0-9]{0,2}))?");

    private Networks() {}

    static SpfNetwork ipv4(String text, String term) {
        Matcher parts = IPV4.matcher(text);
        if (!parts.matches()) {
            throw PolicyReader.mistake(term);
        }
        return SpfNetwork.of(address(parts.group(1), term), bits(parts.group(2), IPV4_BITS, term));
    }

    static SpfNetwork ipv6(String text, String term) {
        Matcher parts = IPV6.matcher(text);
        if (!parts.matches()) {
            throw PolicyReader.mistake(term);
        }
        return SpfNetwork.of(sixteen(address(parts.group(1), term)), bits(parts.group(2), IPV6_BITS, term));
    }

    /** How many bits count; all, where nothing is said. */
    static int bits(@Nullable String digits, int most, String term) {
        int bits = digits == null ? most : Integer.parseInt(digits);
        if (bits > most) {
            throw PolicyReader.mistake(term);
        }
        return bits;
    }

    private static byte[] address(String text, String term) {
        try {
            return InetAddress.ofLiteral(text).getAddress();
        } catch (IllegalArgumentException e) {
            throw PolicyReader.mistake(term);
        }
    }

    /** Java makes an IPv4 address of {@code ::ffff:192.0.2.1}; as a network it is one of IPv6. */
    private static byte[] sixteen(byte[] address) {
        if (address.length * Byte.SIZE == IPV6_BITS) {
            return address;
        }
        var mapped = new byte[IPV6_BITS / Byte.SIZE];
        mapped[10] = (byte) 0xFF;
        mapped[11] = (byte) 0xFF;
        System.arraycopy(address, 0, mapped, mapped.length - address.length, address.length);
        return mapped;
    }
}
