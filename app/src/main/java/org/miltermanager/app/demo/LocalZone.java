package org.miltermanager.app.demo;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.miltermanager.dns.Dns;
import org.miltermanager.dns.DnsAnswer;
import org.miltermanager.dns.MailExchanger;

/**
 * A DNS that knows some texts and nothing else. Immutable.
 *
 * @param policies one text for each name
 */
record LocalZone(Map<String, String> policies) implements Dns {
    LocalZone {
        policies = Map.copyOf(policies);
    }

    @Override
    public CompletableFuture<DnsAnswer<String>> texts(String name) {
        String policy = policies.get(name);
        return policy == null ? nothing() : completedFuture(new DnsAnswer.Found<>(List.of(policy)));
    }

    @Override
    public CompletableFuture<DnsAnswer<Inet4Address>> ipv4(String name) {
        return nothing();
    }

    @Override
    public CompletableFuture<DnsAnswer<Inet6Address>> ipv6(String name) {
        return nothing();
    }

    @Override
    public CompletableFuture<DnsAnswer<MailExchanger>> exchangers(String name) {
        return nothing();
    }

    @Override
    public CompletableFuture<DnsAnswer<String>> names(InetAddress address) {
        return nothing();
    }

    private static <T> CompletableFuture<DnsAnswer<T>> nothing() {
        return completedFuture(new DnsAnswer.NoSuchName<>());
    }
}
