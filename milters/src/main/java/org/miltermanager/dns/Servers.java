package org.miltermanager.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;

/**
 * Puts one question to one server after the other until one answers it. Begins with the one that answered last: a dead server costs its time once.
 */
final class Servers {
    /** The size that avoids fragments (DNS flag day 2020). */
    private static final int DATAGRAM = 1_232;

    private final List<SimpleResolver> servers;
    private final int attempts;
    private final AtomicInteger preferred = new AtomicInteger();

    /**
     * @param addresses at least one
     * @param patience of each attempt
     * @param attempts how many there are for one question
     */
    Servers(List<InetSocketAddress> addresses, Duration patience, int attempts) {
        this.attempts = attempts;
        this.servers =
                addresses.stream().map(address -> server(address, patience)).toList();
    }

    private static SimpleResolver server(InetSocketAddress address, Duration patience) {
        var server = new SimpleResolver(address);
        server.setTimeout(patience);
        server.setEDNS(0, DATAGRAM, 0, List.of());
        return server;
    }

    CompletableFuture<Gist> ask(Name name, int type) {
        return ask(name, type, preferred.get(), 1);
    }

    private CompletableFuture<Gist> ask(Name name, int type, int server, int attempt) {
        int turn = server % servers.size();
        return once(name, type, servers.get(turn)).thenCompose(gist -> {
            if (!(gist instanceof Gist.Unusable)) {
                preferred.set(turn);
                return CompletableFuture.completedFuture(gist);
            }
            return attempt < attempts
                    ? ask(name, type, turn + 1, attempt + 1)
                    : CompletableFuture.completedFuture(gist);
        });
    }

    /** Each question has an id and a port of its own: an answer that was guessed for another one cannot fit. */
    private static CompletableFuture<Gist> once(Name name, int type, SimpleResolver server) {
        try {
            return server.sendAsync(Message.newQuery(Record.newRecord(name, type, DClass.IN)), Runnable::run)
                    .thenApply(response -> Gist.of(response, name, type))
                    .exceptionally(trouble -> new Gist.Unusable(reason(trouble)))
                    .thenApply(gist ->
                            gist instanceof Gist.Unusable(var why) ? new Gist.Unusable(said(server, why)) : gist)
                    .toCompletableFuture();
        } catch (RuntimeException trouble) {
            return CompletableFuture.completedFuture(new Gist.Unusable(said(server, reason(trouble))));
        }
    }

    private static String said(SimpleResolver server, String what) {
        InetSocketAddress address = server.getAddress();
        return address.getAddress().getHostAddress() + ":" + address.getPort() + ": " + what;
    }

    private static String reason(Throwable trouble) {
        Throwable cause = trouble.getCause();
        return String.valueOf((trouble instanceof CompletionException && cause != null ? cause : trouble).getMessage());
    }
}
