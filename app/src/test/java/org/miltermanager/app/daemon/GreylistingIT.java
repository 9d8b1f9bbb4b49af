package org.miltermanager.app.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.app.condition.Surroundings;
import org.miltermanager.app.config.ConfigurationFiles;
import org.miltermanager.app.host.ListeningSocket;
import org.miltermanager.app.host.SocketAccess;
import org.miltermanager.chain.SessionListener;
import org.miltermanager.fixtures.mta.NeedsPostfix;
import org.miltermanager.fixtures.mta.PostfixInstance;
import org.miltermanager.fixtures.mta.PostfixService;
import org.miltermanager.fixtures.mta.SmtpClient;
import org.miltermanager.fixtures.mta.SmtpSink;
import org.miltermanager.fixtures.redis.NeedsRedis;
import org.miltermanager.fixtures.redis.RedisServer;
import org.miltermanager.milters.greylist.embedded.EmbeddedStore;
import org.miltermanager.milters.greylist.redis.RedisStore;
import org.miltermanager.milters.greylist.store.GreylistStores;
import org.miltermanager.milters.greylist.store.StorePlace;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;

/** Greylisting as a client of a real Postfix meets it, with a clock that goes when it is told to. */
@NeedsPostfix
class GreylistingIT {
    private static final Duration DELAY = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final String USUAL = """
        [[milter]]
        name = "greylist"
        use = "greylist"
        """;

    @TempDir
    private Path directory = Path.of("");

    private final SteppedClock clock = new SteppedClock();
    private final Deadlines deadlines = new Deadlines();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Integer> ports = PostfixInstance.freePorts(2);
    private Optional<SmtpSink> sink = Optional.empty();

    @BeforeEach
    void startSink() throws IOException {
        sink = Optional.of(SmtpSink.start());
        open.add(sink.get());
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable part : open.reversed()) {
            part.close();
        }
        deadlines.close();
    }

    /** A manager on a port of its own. */
    private Daemon manager(String text, GreylistStores stores) throws IOException {
        Files.writeString(directory.resolve("milter-manager.toml"), text);
        var settings = new ConfigurationFiles(directory, true, List.of(), List::of)
                .read()
                .settings();
        var socket = ListeningSocket.open(
                new Endpoint.Inet("inet", 0, "127.0.0.1"),
                new SocketAccess(SocketAccess.USUAL_MODE, Optional.empty(), Optional.empty()));
        var daemon = new Daemon(
                socket,
                Assembly.of(settings, Surroundings.NONE, stores, deadlines),
                deadlines,
                () -> new SessionListener() {});
        daemon.start();
        open.add(daemon);
        return daemon;
    }

    /** The milters' Postfix with a service in front of each manager. */
    private void postfix(Daemon... managers) throws IOException, InterruptedException {
        var services = new ArrayList<PostfixService>();
        for (int place = 0; place < managers.length; place++) {
            services.add(PostfixService.throughMilters(
                    ports.get(place),
                    List.of(managers[place].endpoint().toString()),
                    sink.orElseThrow().port()));
        }
        open.add(PostfixInstance.start(List.of(), services));
    }

    private void embedded(String text) throws IOException, InterruptedException {
        var store = EmbeddedStore.open(directory.resolve("greylist"), clock, remark -> {});
        open.add(store);
        postfix(manager(text, place -> store));
    }

    /** What the client is told of its recipients, and at last of its message where one was taken. */
    private List<String> send(int port, String client, String sender, String... recipients) throws IOException {
        var told = new ArrayList<String>();
        try (var smtp = SmtpClient.connect(port)) {
            smtp.command("XCLIENT " + client);
            smtp.command("EHLO mx.one.example");
            smtp.command("MAIL FROM:<" + sender + ">");
            boolean taken = false;
            for (String recipient : recipients) {
                List<String> answer = smtp.command("RCPT TO:<" + recipient + ">");
                told.addAll(answer);
                taken |= answer.getFirst().startsWith("250");
            }
            if (taken) {
                smtp.command("DATA");
                told.add(smtp.content("Subject: hello\r\n\r\nhello\r\n")
                        .getFirst()
                        .substring(0, 9));
            }
            smtp.command("QUIT");
        }
        return told;
    }

    private List<String> send(String sender, String... recipients) throws IOException {
        return send(ports.getFirst(), client("192.0.2.1"), sender, recipients);
    }

    private static String client(String address) {
        return "ADDR=" + address + " NAME=mx.one.example";
    }

    private static void assertWaits(int seconds, List<String> told) {
        assertEquals(1, told.size(), told::toString);
        assertTrue(
                told.getFirst().startsWith("451 4.7.1 ")
                        && told.getFirst().endsWith("Greylisted, please try again after " + seconds + " seconds"),
                told::toString);
    }

    private static void assertPasses(List<String> told) {
        assertEquals(List.of("250 2.1.5 Ok", "250 2.0.0"), told);
    }

    private String delivered() {
        var deliveries = sink.orElseThrow().takeDeliveries();
        return deliveries.isEmpty() ? "nothing" : deliveries.getFirst().content();
    }

    @Test
    void aClientThatComesAgainInTimePassesAndFromThenOnAtOnce() throws Exception {
        embedded(USUAL);

        assertWaits(600, send("a@one.example", "b@example.com"));
        clock.pass(Duration.ofMinutes(4));
        assertWaits(360, send("a@one.example", "b@example.com"));
        clock.pass(Duration.ofMinutes(6));
        assertPasses(send("a@one.example", "b@example.com"));
        assertPasses(send("a@one.example", "b@example.com"));
    }

    @Test
    void ofSeveralRecipientsThoseThatAreNewWait() throws Exception {
        embedded(USUAL);
        send("a@one.example", "b@example.com");
        clock.pass(DELAY);

        List<String> told = send("a@one.example", "b@example.com", "c@example.com");

        assertEquals("250 2.1.5 Ok", told.get(0));
        assertWaits(600, told.subList(1, 2));
        assertEquals("250 2.0.0", told.get(2));
    }

    @Test
    void theDeliveredMessageSaysHowLongItWaited() throws Exception {
        embedded(USUAL);
        send("a@one.example", "b@example.com");
        clock.pass(DELAY);

        send("a@one.example", "b@example.com");

        String content = awaitDelivery();
        assertTrue(content.contains("X-Greylist: Delayed for 00:10:00 by milter-manager (mx.test); "), content);
    }

    private String awaitDelivery() throws InterruptedException {
        for (int tries = 0; tries < 200; tries++) {
            String content = delivered();
            if (!content.equals("nothing")) {
                return content;
            }
            Thread.sleep(50);
        }
        return "nothing";
    }

    @Test
    void aNetworkThatHasSentSomeMailsPassesAtOnceUntilItIsForgotten() throws Exception {
        embedded(USUAL + "autowhite-clients = 2\nautowhite-domains = 0\n");
        for (String sender : List.of("a@one.example", "b@two.example")) {
            assertWaits(600, send(sender, "b@example.com"));
            clock.pass(HOUR);
            assertPasses(send(sender, "b@example.com"));
        }

        assertPasses(send("c@three.example", "d@example.com"));
        clock.pass(WEEK);
        assertWaits(600, send("c@three.example", "d@example.com"));
    }

    @Test
    void aFirstAttemptIsForgotten() throws Exception {
        embedded(USUAL);
        send("a@one.example", "b@example.com");
        clock.pass(Duration.ofDays(5));

        assertWaits(600, send("a@one.example", "b@example.com"));
    }

    /** The steps of the administrator's guide: {@code subnetmatch /24}, {@code greylist 10m}, {@code autowhite 1w}, not for trusted senders. */
    @Test
    void whatTheGuideAsksOfMilterGreylistIsSaidHere() throws Exception {
        embedded("""
            [s25r]
            ipv4-only = false
            [trust]
            domains = ["trusted.example"]
            [[milter]]
            name = "greylist"
            use = "greylist"
            when = 's25r and not (trust and spf == "pass")'
            subnetmatch = 24
            delay = "10m"
            autowhite = "1w"
            """);

        assertPasses(send("a@one.example", "b@example.com"));
        String home = "ADDR=192.0.2.1 NAME=192-0-2-1.dsl.example";
        assertWaits(600, send(ports.getFirst(), home, "a@one.example", "b@example.com"));
        clock.pass(DELAY);
        assertPasses(send(ports.getFirst(), home, "a@one.example", "b@example.com"));
        clock.pass(WEEK);
        assertWaits(600, send(ports.getFirst(), home, "a@one.example", "b@example.com"));
    }

    @Test
    @NeedsRedis
    void managersOnOneServerShareTheirView() throws Exception {
        try (var redis = RedisServer.start()) {
            String text = USUAL + "server = \"" + redis.uri() + "\"\n";
            GreylistStores stores = place -> {
                var store = RedisStore.open((StorePlace.Server) place, clock, remark -> {});
                open.add(store);
                return store;
            };
            postfix(manager(text, stores), manager(text, stores));
            int first = ports.getFirst();
            int second = ports.getLast();

            assertWaits(600, send(first, client("192.0.2.1"), "a@one.example", "b@example.com"));
            clock.pass(Duration.ofMinutes(5));
            assertWaits(300, send(second, client("192.0.2.2"), "a@one.example", "b@example.com"));
            clock.pass(Duration.ofMinutes(5));
            assertPasses(send(second, client("192.0.2.2"), "a@one.example", "b@example.com"));
            assertPasses(send(first, client("192.0.2.1"), "a@one.example", "b@example.com"));
            redis.kill();
            assertPasses(send(first, client("198.51.100.1"), "new@one.example", "b@example.com"));
        }
    }
}
