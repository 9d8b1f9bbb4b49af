package org.miltermanager.milters.greylist;

import java.util.Optional;
import org.miltermanager.condition.NetworkAddress;
import org.miltermanager.milters.greylist.store.NetworkText;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Macros;

/**
 * The client of a session, as greylisting knows it.
 *
 * @param address of IPv4 or IPv6
 * @param hostname its name, where the mail server has verified it
 */
record GreylistClient(NetworkAddress address, Optional<String> hostname) {
    /** Empty for a client without an IP address. */
    static Optional<GreylistClient> of(Connect connect, Macros macros) {
        return NetworkAddress.parse(connect.address())
                .map(address -> new GreylistClient(address, connect.verifiedName(macros)));
    }

    /** Its network, of so many bits: {@code 192.0.2.0/24}. */
    String network(int ipv4Bits, int ipv6Bits) {
        return NetworkText.of(address.octets(), address.isIpv4() ? ipv4Bits : ipv6Bits);
    }
}
