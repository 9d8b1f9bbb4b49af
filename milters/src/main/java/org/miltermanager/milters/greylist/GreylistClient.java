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
        // Postfix shows no name that it has not verified; Sendmail shows it and says so.
        boolean verified = !connect.hostname().startsWith("[")
                && !connect.hostname().equals("unknown")
                && macros.get("client_resolve")
                        .filter(result -> !result.equals("OK"))
                        .isEmpty();
        return NetworkAddress.parse(connect.address())
                .map(address -> new GreylistClient(
                        address, Optional.of(connect.hostname()).filter(name -> verified)));
    }

    /** Its network, of so many bits: {@code 192.0.2.0/24}. */
    String network(int ipv4Bits, int ipv6Bits) {
        return NetworkText.of(address.octets(), address.isIpv4() ? ipv4Bits : ipv6Bits);
    }
}
