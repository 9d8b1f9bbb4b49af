package org.miltermanager.conditions.spf;

import java.net.InetAddress;
import java.util.Optional;
import org.miltermanager.condition.Address;
import org.miltermanager.condition.NetworkAddress;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.MailFrom;

/**
 * Who wants to send mail as whom.
 *
 * @param client address of the host that is connected
 * @param helo what it called itself, as it came; may be empty
 * @param sender of MAIL, without angle brackets, as it came; empty for the null sender, for which {@code postmaster} at the HELO name
 *     stands (RFC 7208 2.4)
 */
public record SpfQuestion(InetAddress client, String helo, String sender) {
    private static final String POSTMASTER = "postmaster";

    /** Of a session; empty where the client has no IP address. */
    public static Optional<SpfQuestion> of(Connect client, String helo, MailFrom sender) {
        return NetworkAddress.parse(client.address())
                .flatMap(NetworkAddress::inetAddress)
                .map(address -> new SpfQuestion(address, helo, Address.plain(sender.address())));
    }

    /** Whether the HELO name is what is asked about. */
    public boolean ofHelo() {
        return sender.isEmpty();
    }

    /** The domain that is asked about, as it came. */
    public String domain() {
        return ofHelo() ? helo : sender.substring(sender.lastIndexOf('@') + 1);
    }

    /** The client's address, for people; IPv6 as in RFC 5952. */
    public String clientText() {
        return AddressText.readable(client);
    }

    /** What stands before the domain; postmaster where nothing does (RFC 7208 4.3). */
    String localPart() {
        int at = sender.lastIndexOf('@');
        return at > 0 ? sender.substring(0, at) : POSTMASTER;
    }
}
