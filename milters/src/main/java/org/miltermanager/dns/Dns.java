package org.miltermanager.dns;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;

/**
 * Questions to the DNS, about the Internet class. Names are without a dot at the end, an octet a char; any text may be asked for: what cannot be a
 * name (an empty label, one over 63 octets, over 253 together) does not exist. CNAMEs are followed. Safe for any thread.
 *
 * <p>The futures never fail, and are completed within the time that the implementation promises; what depends on them must not block.
 */
public interface Dns {
    /** A. */
    CompletableFuture<DnsAnswer<Inet4Address>> ipv4(String name);

    /** AAAA. */
    CompletableFuture<DnsAnswer<Inet6Address>> ipv6(String name);

    /** TXT; the strings of one record joined with nothing between them (RFC 7208 3.3). */
    CompletableFuture<DnsAnswer<String>> texts(String name);

    /** MX, in no order. */
    CompletableFuture<DnsAnswer<MailExchanger>> exchangers(String name);

    /** PTR: the names that the owner of an address gives it; nobody has confirmed them. */
    CompletableFuture<DnsAnswer<String>> names(InetAddress address);
}
