package org.miltermanager.milters.greylist.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.miltermanager.milters.greylist.store.ServerAddress;
import org.miltermanager.milters.greylist.store.StoreLost;
import org.miltermanager.milters.greylist.store.StorePlace;

/** Makes the library's clients as we want them: nothing waits in a queue while no server answers, and its return is noticed soon. */
final class RedisClients {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration RECONNECT = Duration.ofMillis(500);
    private static final Duration TOPOLOGY = Duration.ofSeconds(30);

    /** Beyond what a mail host asks within a deadline; when the server hangs, what waits for it is bounded. */
    private static final int QUESTIONS = 10_000;

    private static final int THREADS = 2;

    /**
     * A connection, and how it is asked.
     *
     * @param commands those that a single server and a cluster share
     */
    record Connected(
            StatefulConnection<String, String> connection, RedisClusterAsyncCommands<String, String> commands) {}

    private RedisClients() {}

    static ClientResources resources() {
        return ClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .reconnectDelay(Delay.constant(RECONNECT))
                .build();
    }

    /** @throws StoreLost if the file with the password cannot be read */
    static AbstractRedisClient client(StorePlace.Server place, ClientResources resources) {
        List<RedisURI> addresses =
                place.address().singles().stream().map(RedisURI::create).toList();
        addresses.forEach(address -> identify(address, place));
        if (place.address().kind() == ServerAddress.Kind.CLUSTER) {
            var client = RedisClusterClient.create(resources, addresses);
            client.setOptions(clusterOptions(place));
            return client;
        }
        var client = RedisClient.create(resources, addresses.getFirst());
        client.setOptions(options(ClientOptions.builder(), place).build());
        return client;
    }

    private static void identify(RedisURI address, StorePlace.Server place) {
        address.setTimeout(CONNECT);
        address.getSentinels().forEach(sentinel -> sentinel.setTimeout(CONNECT));
        address.setClientName("milter-manager");
        place.password().ifPresent(file -> {
            try {
                char[] password = Files.readString(file).strip().toCharArray();
                // The library takes a name that no password follows for a password.
                place.address()
                        .user()
                        .ifPresentOrElse(
                                user -> address.setAuthentication(user, password),
                                () -> address.setAuthentication(password));
            } catch (IOException e) {
                throw new StoreLost(place + ": the password cannot be read: " + e, e);
            }
        });
    }

    private static <B extends ClientOptions.Builder> B options(B options, StorePlace.Server place) {
        options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(QUESTIONS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT)
                        .keepAlive(true)
                        .build())
                .maintNotificationsConfig(MaintNotificationsConfig.disabled());
        place.authority()
                .ifPresent(file -> options.sslOptions(
                        SslOptions.builder().trustManager(file.toFile()).build()));
        return options;
    }

    private static ClusterClientOptions clusterOptions(StorePlace.Server place) {
        var topology = ClusterTopologyRefreshOptions.builder()
                .enablePeriodicRefresh(TOPOLOGY)
                .build();
        // A server of a cluster is connected when it is first asked: with the questions of that moment rejected, it
        // never is.
        return options(ClusterClientOptions.builder(), place)
                .disconnectedBehavior(DisconnectedBehavior.ACCEPT_COMMANDS)
                .topologyRefreshOptions(topology)
                .build();
    }

    /** Connects, and waits for it. */
    static Connected connect(AbstractRedisClient client) {
        var codec = new StringCodec(ISO_8859_1);
        return switch (client) {
            case RedisClusterClient cluster -> {
                var connection = cluster.connect(codec);
                yield new Connected(connection, connection.async());
            }
            case RedisClient single -> {
                var connection = single.connect(codec);
                yield new Connected(connection, connection.async());
            }
            default -> throw new IllegalArgumentException("made by nobody here: " + client);
        };
    }
}
