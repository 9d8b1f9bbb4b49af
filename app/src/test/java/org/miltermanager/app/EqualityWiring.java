package org.miltermanager.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.miltermanager.chain.Chain;
import org.miltermanager.chain.ChainSettings;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.chain.LinkSettings;
import org.miltermanager.chain.MailServer;
import org.miltermanager.chain.Reviewed;
import org.miltermanager.chain.SessionListener;
import org.miltermanager.child.ChildMilter;
import org.miltermanager.child.ChildSettings;
import org.miltermanager.condition.Requirement;
import org.miltermanager.fixtures.equality.Wiring;
import org.miltermanager.fixtures.mta.PostfixInstance;
import org.miltermanager.fixtures.mta.SendmailInstance;
import org.miltermanager.fixtures.wire.Address;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Outcome;
import org.miltermanager.session.MtaSession;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;
import org.miltermanager.transport.Listener;
import org.miltermanager.transport.MtaConnection;
import org.miltermanager.wire.Stage;

/** The manager, as the program wires it, between a mail server and each list of milters. */
final class EqualityWiring implements Wiring {
    private static final int MAX_FRAME = 1 << 20;

    private final Deadlines deadlines = new Deadlines();
    private final ChainSettings settings;
    private final Path directory;
    private final IntFunction<Requirement> requirements;
    private final Map<String, List<LinkSettings>> links = new HashMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final Queue<String> troubles = new ConcurrentLinkedQueue<>();

    private EqualityWiring(ChainSettings settings, Path directory, IntFunction<Requirement> requirements) {
        this.settings = settings;
        this.directory = directory;
        this.requirements = requirements;
    }

    static EqualityWiring behindPostfix() throws IOException {
        return behindPostfix(place -> Requirement.NONE);
    }

    /** @param requirements under which condition the milter at each place of the list is asked */
    static EqualityWiring behindPostfix(IntFunction<Requirement> requirements) throws IOException {
        return new EqualityWiring(
                ChainSettings.defaults(), PostfixInstance.temporaryDirectory("managers"), requirements);
    }

    static EqualityWiring behindSendmail() throws IOException {
        return new EqualityWiring(
                ChainSettings.defaults().behind(MailServer.SENDMAIL),
                SendmailInstance.socketDirectory(),
                place -> Requirement.NONE);
    }

    @Override
    public String name() {
        return "managed";
    }

    @Override
    public List<String> smtpdMilters(List<String> children, String onFailure) throws IOException {
        List<LinkSettings> links = IntStream.range(0, children.size())
                .mapToObj(place -> link(children.get(place), policy(onFailure), requirements.apply(place)))
                .toList();
        ServerSocketChannel socket = Address.listen("unix:" + directory.resolve("manager" + listeners.size()));
        var listener = new Listener(
                socket,
                0,
                task -> Thread.ofPlatform().daemon().start(task),
                accepted -> session(accepted, links),
                trouble -> troubles.add("accept: " + trouble));
        Thread.startVirtualThread(listener::run);
        listeners.add(listener);
        return List.of(Address.of(socket));
    }

    /** What no session of well-behaved milters should have caused: failures, and sessions that did not end well. */
    List<String> troubles() {
        return List.copyOf(troubles);
    }

    @Override
    public void close() {
        listeners.forEach(Listener::close);
        deadlines.close();
        try {
            for (int i = 0; i < listeners.size(); i++) {
                Files.deleteIfExists(directory.resolve("manager" + i));
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As when the daemon is reloaded. */
    @Override
    public void renewed(List<String> children) {
        children.forEach(child -> links.getOrDefault(child, List.of()).stream()
                .filter(LinkSettings::mayComeLate)
                .forEach(link -> link.milter().introduce()));
    }

    private static FailurePolicy policy(String word) {
        return FailurePolicy.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private LinkSettings link(String child, FailurePolicy onFailure, Requirement requirement) {
        var link = new LinkSettings(
                child,
                new ChildMilter(new ChildSettings(Endpoint.parse(child)), deadlines),
                onFailure,
                false,
                false,
                false,
                requirement);
        links.computeIfAbsent(child, address -> new ArrayList<>()).add(link);
        return link;
    }

    private void session(SocketChannel accepted, List<LinkSettings> links) {
        try {
            new MtaSession(
                            new MtaConnection(accepted, MAX_FRAME, deadlines),
                            (offer, told) -> new Chain(links, settings, offer, told),
                            new Ear())
                    .run();
        } catch (IOException e) {
            troubles.add("session: " + e);
        }
    }

    private final class Ear implements SessionListener {
        @Override
        public void failed(String milter, Stage stage, MilterFailure failure, FailurePolicy applied) {
            troubles.add("%s failed at %s: %s".formatted(milter, stage, failure));
        }

        @Override
        public void remarked(String milter, String remark) {
            // Milters may do what draws a remark.
        }

        @Override
        public void reviewed(String milter, Outcome outcome, Duration took) {
            // Compared at the mail server.
        }

        @Override
        public void messageAnswered(Reviewed message) {
            // Compared at the mail server.
        }

        @Override
        public void ended(String trouble) {
            if (!trouble.isEmpty()) {
                troubles.add("session ended: " + trouble);
            }
        }
    }
}
