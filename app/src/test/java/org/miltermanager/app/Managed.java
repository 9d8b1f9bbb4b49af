package org.miltermanager.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.miltermanager.chain.Chain;
import org.miltermanager.chain.ChainSettings;
import org.miltermanager.chain.LinkSettings;
import org.miltermanager.chain.MailServer;
import org.miltermanager.chain.SessionListener;
import org.miltermanager.child.ChildMilter;
import org.miltermanager.child.ChildSettings;
import org.miltermanager.fixtures.equality.Wiring;
import org.miltermanager.session.MtaSession;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;
import org.miltermanager.transport.Listener;
import org.miltermanager.transport.MtaConnection;

/** The chain between a mail server and the milters: a Unix socket for each list of milters, served in this JVM. */
final class Managed implements Wiring {
    private static final int MAX_FRAME = 1 << 20;
    private static final SessionListener NOBODY = new SessionListener() {};

    private final ChainSettings settings;
    private final Path directory;
    private final Deadlines deadlines = new Deadlines();
    private final List<Listener> listeners = new ArrayList<>();
    private final List<Path> sockets = new ArrayList<>();

    /**
     * @param server which is in front
     * @param directory for sockets, where the mail server finds them
     */
    Managed(MailServer server, Path directory) {
        this.settings = behind(server);
        this.directory = directory;
    }

    private static ChainSettings behind(MailServer server) {
        ChainSettings usual = ChainSettings.defaults();
        return new ChainSettings(
                Optional.of(server),
                usual.commandTime(),
                usual.messageTime(),
                usual.spoolDirectory(),
                usual.bodyInMemory(),
                usual.maxSpool(),
                usual.maxHeaders(),
                usual.maxHeaderOctets(),
                usual.rejectLocalRecipientsLater());
    }

    @Override
    public String name() {
        return "managed";
    }

    @Override
    public List<String> smtpdMilters(List<String> children) throws IOException {
        List<LinkSettings> links = new ArrayList<>();
        for (String child : children) {
            var milter = new ChildMilter(new ChildSettings(Endpoint.parse(child)), deadlines);
            links.add(new LinkSettings("milter " + (links.size() + 1), milter));
        }
        Path path = directory.resolve("managed" + sockets.size());
        var endpoint = new Endpoint.Unix(path);
        var socket = ServerSocketChannel.open(endpoint.family()).bind(endpoint.address(), 128);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-")); // Postfix is not root
        sockets.add(path);
        var listener = new Listener(socket, 0, accepted -> serve(accepted, links), Managed::failed);
        listeners.add(listener);
        Thread.ofPlatform().name("listener " + path).daemon().start(listener::run);
        return List.of(endpoint.toString());
    }

    private void serve(SocketChannel accepted, List<LinkSettings> links) {
        try {
            var mta = new MtaConnection(accepted, MAX_FRAME, deadlines);
            new MtaSession(mta, (offer, listener) -> new Chain(links, settings, offer, listener), NOBODY).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void failed(IOException trouble) {
        throw new UncheckedIOException("accepting from the mail server", trouble);
    }

    @Override
    public void close() {
        listeners.forEach(Listener::close);
        deadlines.close();
        try {
            for (Path socket : sockets) {
                Files.deleteIfExists(socket);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
