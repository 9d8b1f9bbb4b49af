package org.miltermanager.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.miltermanager.chain.Chain;
import org.miltermanager.chain.ChainSettings;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.chain.LinkSettings;
import org.miltermanager.chain.Reviewed;
import org.miltermanager.chain.SessionListener;
import org.miltermanager.child.ChildMilter;
import org.miltermanager.child.ChildSettings;
import org.miltermanager.condition.Answer;
import org.miltermanager.condition.Decision;
import org.miltermanager.condition.Expression;
import org.miltermanager.condition.Requirement;
import org.miltermanager.condition.Vocabulary;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.mta.ScriptedMta;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Outcome;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;
import org.miltermanager.transport.Listener;
import org.miltermanager.transport.MtaConnection;
import org.miltermanager.wire.Stage;

/** The core as the program runs it, on a loopback port, in front of the milters of a test. */
final class Managed implements AutoCloseable {
    static final int MAX_FRAME = 1 << 20;

    private final Deadlines deadlines = new Deadlines();
    private final List<LinkSettings> links = new ArrayList<>();
    private final ServerSocketChannel socket;
    private final Listener listener;
    private ChainSettings settings = ChainSettings.defaults();
    private Duration patience = Duration.ofSeconds(15);
    private Duration keepAlive = Duration.ofSeconds(10);

    /** One line for whatever a listener hears that is no ordinary answer. */
    final List<String> heard = new CopyOnWriteArrayList<>();

    private Managed() throws IOException {
        socket = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        listener = new Listener(
                socket, 0, Thread::startVirtualThread, this::session, trouble -> heard.add("accept: " + trouble));
        Thread.startVirtualThread(listener::run);
    }

    static Managed start() throws IOException {
        return new Managed();
    }

    /** Deadlines of the milters that are added from here on. A machine under load is slow: short ones only for milters that shall miss them. */
    Managed patience(Duration deadline) {
        patience = deadline;
        return this;
    }

    /** How often the mail server hears that we are at work. */
    Managed keepingAlive(Duration interval) {
        keepAlive = interval;
        return this;
    }

    /** Adds an external milter. */
    Managed with(String name, ScriptedMilter milter) {
        return with(name, milter, link -> link);
    }

    /** Adds an external milter, with other settings. */
    Managed with(String name, ScriptedMilter milter, UnaryOperator<LinkSettings> change) {
        return with(name, Endpoint.parse(milter.address()), change);
    }

    /** Adds whatever listens there. */
    Managed with(String name, Endpoint endpoint, UnaryOperator<LinkSettings> change) {
        var child = new ChildSettings(endpoint, patience, patience, patience, MAX_FRAME, 5_000);
        return with(name, new ChildMilter(child, deadlines), change);
    }

    /** Adds a milter. */
    Managed with(String name, Milter milter, UnaryOperator<LinkSettings> change) {
        links.add(change.apply(new LinkSettings(name, milter)));
        return this;
    }

    /** Changes what holds for all. */
    Managed where(UnaryOperator<ChainSettings> change) {
        settings = change.apply(settings);
        return this;
    }

    static UnaryOperator<LinkSettings> onFailure(FailurePolicy policy) {
        return link -> new LinkSettings(
                link.name(),
                link.milter(),
                policy,
                link.failureEndsWithMessage(),
                link.evaluation(),
                link.concurrent());
    }

    static UnaryOperator<LinkSettings> evaluated() {
        return link -> new LinkSettings(link.name(), link.milter(), link.onFailure(), false, true, false);
    }

    static UnaryOperator<LinkSettings> concurrent() {
        return link -> new LinkSettings(link.name(), link.milter(), link.onFailure(), false, false, true);
    }

    /** Asked under a condition; where nobody can say whether that holds, it is tempfail. */
    static UnaryOperator<LinkSettings> when(String expression) {
        return when(expression, Vocabulary.ofMail());
    }

    static UnaryOperator<LinkSettings> when(String expression, Vocabulary words) {
        return required(new Requirement(Expression.of(expression, words), Answer.TEMPFAIL));
    }

    static UnaryOperator<LinkSettings> required(Requirement requirement) {
        return link -> new LinkSettings(
                link.name(),
                link.milter(),
                link.onFailure(),
                link.failureEndsWithMessage(),
                link.evaluation(),
                link.concurrent(),
                requirement);
    }

    /** A mail server that has connected, and not said anything. */
    ScriptedMta mta() throws IOException {
        return ScriptedMta.connect(address());
    }

    String address() throws IOException {
        return "inet:" + ((InetSocketAddress) socket.getLocalAddress()).getPort() + "@127.0.0.1";
    }

    /** Waits until something was heard that begins so. */
    String awaitHeard(String begin) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            var found = heard.stream().filter(line -> line.startsWith(begin)).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(5);
        }
        throw new IllegalStateException("never heard '" + begin + "', only " + heard);
    }

    /** What was heard of failures and refusals. */
    List<String> complaints() {
        return heard.stream()
                .filter(line ->
                        !line.startsWith("message: ") && !line.contains(" reviewed: ") && !line.startsWith("decided "))
                .filter(line -> !line.equals("ended ") && !line.equals("aborted"))
                .toList();
    }

    private void session(SocketChannel accepted) {
        try {
            var ear = new Ear();
            new MtaSession(
                            new MtaConnection(accepted, MAX_FRAME, deadlines),
                            (offer, told) -> new Chain(links, settings, offer, told),
                            ear,
                            keepAlive)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Ear implements SessionListener {
        @Override
        public void failed(String milter, Stage stage, MilterFailure failure, FailurePolicy applied) {
            heard.add(milter + " failed at " + stage + ": " + failure.getMessage() + " -> " + applied.word());
        }

        @Override
        public void decided(Decision decision) {
            heard.add("decided " + decision.milter() + " at " + decision.stage() + ": " + decision.answer());
        }

        @Override
        public void remarked(String milter, String remark) {
            heard.add(milter + ": " + remark);
        }

        @Override
        public void exceeded(String limit) {
            heard.add("exceeded: " + limit);
        }

        @Override
        public void reviewed(String milter, Outcome outcome, Duration took) {
            heard.add(milter + " reviewed: " + outcome.edits().size() + " edits, " + outcome.verdict());
        }

        @Override
        public void messageAnswered(Reviewed message) {
            heard.add("message: " + message.verdict() + " by <" + message.decider() + ">");
        }

        @Override
        public void aborted() {
            heard.add("aborted");
        }

        @Override
        public void ended(String trouble) {
            heard.add("ended " + trouble);
        }
    }

    @Override
    public void close() {
        listener.close();
        deadlines.close();
    }
}
