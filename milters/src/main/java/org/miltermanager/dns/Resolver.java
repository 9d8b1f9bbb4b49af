package org.miltermanager.dns;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * Asks recursive servers, over UDP and, for long answers, over TCP; remembers answers as long as their owners allow. One for the whole program.
 *
 * <p>No thread waits for a server: one of dnsjava's own serves all sockets.
 */
public final class Resolver implements Dns {
    /** How often dnsjava looks for attempts that have taken too long: by default each second, which makes one of 700 ms last a second. */
    private static final String POLLING = "dnsjava.nio.selector_timeout";

    private static final String POLLING_MILLISECONDS = "50";

    private final Servers servers;
    private final AnswerCache cache;
    private final Duration deadline;

    /** A resolver that has not asked anything. */
    public Resolver(ResolverSettings settings) {
        this(settings, System::nanoTime);
    }

    Resolver(ResolverSettings settings, LongSupplier nanoseconds) {
        if (System.getProperty(POLLING) == null) {
            System.setProperty(POLLING, POLLING_MILLISECONDS);
        }
        List<InetSocketAddress> addresses = settings.servers().isEmpty() ? SystemServers.find() : settings.servers();
        this.servers = new Servers(addresses, settings.attempt(), settings.attempts());
        this.cache = new AnswerCache(settings.cached(), nanoseconds);
        this.deadline = settings.deadline();
    }

    @Override
    public CompletableFuture<DnsAnswer<Inet4Address>> ipv4(String name) {
        return ask(name, Type.A, record -> Optional.of((Inet4Address) ((ARecord) record).getAddress()));
    }

    @Override
    public CompletableFuture<DnsAnswer<Inet6Address>> ipv6(String name) {
        return ask(name, Type.AAAA, record -> ipv6((AAAARecord) record));
    }

    @Override
    public CompletableFuture<DnsAnswer<String>> texts(String name) {
        return ask(name, Type.TXT, record -> Optional.of(text((TXTRecord) record)));
    }

    @Override
    public CompletableFuture<DnsAnswer<MailExchanger>> exchangers(String name) {
        return ask(name, Type.MX, record -> {
            var exchanger = (MXRecord) record;
            return WireName.text(exchanger.getTarget()).map(host -> new MailExchanger(exchanger.getPriority(), host));
        });
    }

    @Override
    public CompletableFuture<DnsAnswer<String>> names(InetAddress address) {
        return ask(ReverseName.of(address), Type.PTR, record -> WireName.text(((PTRRecord) record).getTarget()));
    }

    /** Java makes an IPv4 address of one that maps it; no such client connects over IPv6. */
    private static Optional<Inet6Address> ipv6(AAAARecord record) {
        return record.getAddress() instanceof Inet6Address address ? Optional.of(address) : Optional.empty();
    }

    private static String text(TXTRecord record) {
        return record.getStringsAsByteArrays().stream()
                .map(string -> new String(string, ISO_8859_1))
                .collect(joining());
    }

    private <T> CompletableFuture<DnsAnswer<T>> ask(String name, int type, Function<Record, Optional<T>> reading) {
        Optional<Name> wire = WireName.of(name);
        if (wire.isEmpty()) {
            return CompletableFuture.completedFuture(new DnsAnswer.NoSuchName<>());
        }
        return cache.answer(wire.get(), type, () -> question(wire.get(), type))
                .thenApply(known -> read(known.answer(), reading));
    }

    private CompletableFuture<Gist.Known> question(Name name, int type) {
        var late = new Gist.Known(
                new DnsAnswer.Failure<>("no answer within " + deadline.toMillis() + " ms"), Duration.ZERO);
        return follow(name, type, Gist.CHAIN, Gist.LONGEST)
                .exceptionally(trouble -> failure(String.valueOf(trouble.getMessage())))
                .completeOnTimeout(late, deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<Gist.Known> follow(Name name, int type, int left, Duration lifetime) {
        return servers.ask(name, type).thenCompose(gist -> switch (gist) {
            case Gist.Known(var answer, var own) ->
                CompletableFuture.completedFuture(new Gist.Known(answer, own.compareTo(lifetime) < 0 ? own : lifetime));
            case Gist.Alias(var target, var own)
            when left > 0 -> follow(target, type, left - 1, own.compareTo(lifetime) < 0 ? own : lifetime);
            case Gist.Alias alias ->
                CompletableFuture.completedFuture(failure("the CNAMEs before " + alias.target() + " do not end"));
            case Gist.Unusable(var why) -> CompletableFuture.completedFuture(failure(why));
        });
    }

    private static Gist.Known failure(String reason) {
        return new Gist.Known(new DnsAnswer.Failure<>(reason), Duration.ZERO);
    }

    private static <T> DnsAnswer<T> read(DnsAnswer<Record> answer, Function<Record, Optional<T>> reading) {
        return switch (answer) {
            case DnsAnswer.Found<Record>(var records) -> {
                List<T> read = records.stream()
                        .map(reading)
                        .<T>flatMap(Optional::stream)
                        .toList();
                yield read.isEmpty() ? new DnsAnswer.NoRecords<>() : new DnsAnswer.Found<>(read);
            }
            case DnsAnswer.NoSuchName<Record> _ -> new DnsAnswer.NoSuchName<>();
            case DnsAnswer.NoRecords<Record> _ -> new DnsAnswer.NoRecords<>();
            case DnsAnswer.Failure<Record>(var reason) -> new DnsAnswer.Failure<>(reason);
        };
    }
}
