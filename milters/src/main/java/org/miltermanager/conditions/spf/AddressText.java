package org.miltermanager.conditions.spf;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.miltermanager.dns.ReverseName;

/** Addresses for people and for macros. */
final class AddressText {
    private static final Pattern GROUPS = Pattern.compile("(?<![0-9a-f])0(?::0)+(?![0-9a-f])");

    private AddressText() {}

    /** As people write it, IPv6 as in RFC 5952. */
    static String readable(InetAddress address) {
        String text = address.getHostAddress();
        if (address instanceof Inet4Address) {
            return text;
        }
        int zone = text.indexOf('%');
        String groups = zone < 0 ? text : text.substring(0, zone);
        return GROUPS.matcher(groups)
                .results()
                .map(found -> found.group())
                .reduce((one, other) -> other.length() > one.length() ? other : one)
                .map(longest -> shortened(groups, longest))
                .orElse(groups);
    }

    private static String shortened(String groups, String zeros) {
        int begin = groups.indexOf(zeros);
        String before = groups.substring(0, begin);
        String after = groups.substring(begin + zeros.length());
        return (before.isEmpty() ? ":" : before) + (after.isEmpty() ? ":" : after);
    }

    /** Part by part: the four numbers of IPv4, the 32 nibbles of IPv6 (RFC 7208 7.3). */
    static String dotted(InetAddress address) {
        return address instanceof Inet4Address
                ? address.getHostAddress()
                : new StringBuilder(ReverseName.reversed(address))
                        .reverse()
                        .toString()
                        .toUpperCase(Locale.ROOT);
    }
}
