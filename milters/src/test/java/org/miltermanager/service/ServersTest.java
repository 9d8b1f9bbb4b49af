package org.miltermanager.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.fixtures.service.Manners;
import org.miltermanager.fixtures.service.ScriptedService;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;

class ServersTest {
    private static final Duration STEP = Duration.ofMillis(300);
    private static final Duration WHOLE = Duration.ofMillis(900);
    /** Deadlines may be late by a tick of their clock, and the machine may be busy. */
    private static final Duration LATE = Duration.ofSeconds(2);

    private final Deadlines deadlines = new Deadlines();
    private final List<ScriptedService> services = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        services.forEach(ScriptedService::close);
        deadlines.close();
    }

    private ScriptedService service(Manners manners) throws IOException {
        var service = ScriptedService.tcp(manners);
        services.add(service);
        return service;
    }

    private static Manners saying(String name) {
        return (in, out) -> {
            in.read();
            out.write(name.getBytes(ISO_8859_1));
        };
    }

    private Servers servers(ScriptedService... asked) {
        return servers(Duration.ofMinutes(1), asked);
    }

    private Servers servers(Duration avoided, ScriptedService... asked) {
        var endpoints = Arrays.stream(asked)
                .map(service -> Endpoint.parse(service.spec()))
                .toList();
        return new Services(deadlines).of(new ServiceSettings(endpoints, STEP, STEP, WHOLE, avoided));
    }

    private String ask(Servers servers) {
        return servers.caller(remarks::add).ask(ServersTest::question, WHOLE);
    }

    private static String question(Exchange exchange) throws IOException {
        exchange.send(ByteBuffer.wrap(new byte[] {'?'}));
        String said = exchange.receiveAll(100);
        if (said.isEmpty()) {
            throw new IOException("closed without a word");
        }
        return said;
    }

    @Test
    void asksOverAUnixSocket() throws IOException {
        var service = ScriptedService.unix(directory.resolve("s"), saying("one"));
        services.add(service);

        assertEquals("one", ask(servers(service)));
    }

    @Test
    void asksTheFirstWhileNoneIsBusy() throws IOException {
        Servers servers = servers(service(saying("one")), service(saying("two")));

        assertEquals("oneone", ask(servers) + ask(servers));
    }

    @Test
    void asksTheLeastBusy() throws Exception {
        var arrived = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        Manners busy = (in, out) -> {
            in.read();
            arrived.countDown();
            await(done);
            out.write('1');
        };
        Servers servers = servers(service(busy), service(saying("2")));
        var first = CompletableFuture.supplyAsync(() -> ask(servers));
        arrived.await();

        String second = ask(servers);

        done.countDown();
        assertEquals("2", second);
        assertEquals("1", first.get());
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void asksTheNextWhereOneFailsAndSaysSo() throws IOException {
        var failing = service(Manners.closingAfter(1));
        var working = service(saying("two"));

        String answer = ask(servers(failing, working));

        assertEquals("two", answer);
        assertEquals(
                List.of(failing.spec() + ": closed without a word; " + working.spec() + " answered instead"), remarks);
    }

    @Test
    void leavesOneThatFailedAlone() throws IOException {
        var failing = service(Manners.closingAfter(1));
        Servers servers = servers(failing, service(saying("two")));

        ask(servers);
        ask(servers);

        assertEquals(1, failing.connections());
    }

    @Test
    void asksOneThatFailedAgainAfterAWhile() throws IOException {
        var recovering = service(Manners.closingAfter(1));
        Servers servers = servers(Duration.ofNanos(1), recovering, service(saying("two")));
        ask(servers);
        recovering.behave(saying("one"));

        assertEquals("one", ask(servers));
    }

    @Test
    void asksThoseThatFailedWhereAllDid() throws IOException {
        var recovering = service(Manners.closingAfter(1));
        Servers servers = servers(recovering);
        assertThrows(MilterFailure.class, () -> ask(servers));
        recovering.behave(saying("one"));

        assertEquals("one", ask(servers));
    }

    @Test
    void oneThatIsRestartedAnswersAgain() throws IOException {
        var service = service(saying("one"));
        Servers servers = servers(service);
        service.stop();
        assertThrows(MilterFailure.class, () -> ask(servers));
        service.restart();

        assertEquals("one", ask(servers));
    }

    @Test
    void failureTellsOfEachServer() throws IOException {
        var stopped = service(saying("one"));
        stopped.stop();
        var closing = service(Manners.closingAfter(1));

        var failure = assertThrows(MilterFailure.class, () -> ask(servers(stopped, closing)));

        assertEquals(
                stopped.spec() + ": Connection refused; " + closing.spec() + ": closed without a word",
                failure.getMessage());
    }

    @Test
    void hungServerCostsOneDeadlineAndTheNextIsAsked() throws IOException {
        Servers servers = servers(service(Manners.hung()), service(saying("two")));

        String answer = assertTimeout(STEP.plus(LATE), () -> ask(servers));

        assertEquals("two", answer);
        assertEquals(1, remarks.size());
    }

    @Test
    void serverThatDripsMeetsTheDeadlineForAllOfIt() throws IOException {
        Servers servers = servers(service((in, out) -> {
            while (true) {
                out.write('.');
                pause();
            }
        }));

        var failure = assertTimeout(WHOLE.plus(LATE), () -> assertThrows(MilterFailure.class, () -> ask(servers)));

        assertTrue(failure.getMessage().contains("no complete reply"), failure.getMessage());
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void serverThatDoesNotReadMeetsTheDeadline() throws IOException {
        Servers servers = servers(service(Manners.hung()));
        var caller = servers.caller(remarks::add);

        var failure = assertThrows(
                MilterFailure.class,
                () -> caller.ask(
                        exchange -> {
                            exchange.send(ByteBuffer.allocate(64 << 20));
                            return "";
                        },
                        WHOLE));

        assertTrue(failure.getMessage().contains("sending did not end within"), failure.getMessage());
    }

    @Test
    void patienceOfTheMailServerIsTheLimit() throws IOException {
        var caller = servers(service(Manners.hung()), service(Manners.hung())).caller(remarks::add);

        assertTimeout(
                Duration.ofMillis(100).plus(LATE),
                () -> assertThrows(
                        MilterFailure.class, () -> caller.ask(ServersTest::question, Duration.ofMillis(100))));
    }

    @Test
    void cancelEndsAQuestionAndBlamesNobody() throws Exception {
        var arrived = new CountDownLatch(1);
        Manners hung = Manners.hung();
        var service = service((in, out) -> {
            arrived.countDown();
            hung.serve(in, out);
        });
        Servers servers = servers(service, service(saying("two")));
        var caller = servers.caller(remarks::add);
        var asked = CompletableFuture.supplyAsync(() -> caller.ask(ServersTest::question, Duration.ofMinutes(1)));
        arrived.await();

        caller.cancel();

        assertThrows(Exception.class, asked::get);
        service.behave(saying("one"));
        assertEquals("one", ask(servers));
    }

    @Test
    void replyThatHasNoEndIsCut() throws IOException {
        Servers servers = servers(service((in, out) -> {
            while (true) {
                out.write(new byte[1000]);
            }
        }));

        assertEquals("\0".repeat(100), ask(servers));
    }
}
