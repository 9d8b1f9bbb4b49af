package org.miltermanager.app.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.miltermanager.app.condition.Surroundings;
import org.miltermanager.app.config.ConfigurationFiles;
import org.miltermanager.app.host.ListeningSocket;
import org.miltermanager.app.host.SocketAccess;
import org.miltermanager.chain.SessionListener;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.mta.ScriptedMta;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;

/** A daemon with a configuration in a directory, one milter that it may name, and mail servers in front. For one thread. */
final class ConfiguredDaemon implements AutoCloseable {
    private final Deadlines deadlines = new Deadlines();
    private final ScriptedMilter milter;
    private final Path directory;
    private @Nullable Daemon daemon;

    ConfiguredDaemon(Path directory) throws IOException {
        this.directory = directory;
        this.milter = ScriptedMilter.start(Rules.continuing());
    }

    ScriptedMilter milter() {
        return milter;
    }

    /** Starts with this configuration, in which MILTER is where the milter listens. @return a mail server that has connected */
    ScriptedMta start(String configuration) throws Exception {
        Files.writeString(directory.resolve("milter-manager.toml"), configuration.replace("MILTER", milter.address()));
        var settings = new ConfigurationFiles(directory, true, List.of(), List::of)
                .read()
                .settings();
        var socket = ListeningSocket.open(
                new Endpoint.Inet("inet", 0, "127.0.0.1"),
                new SocketAccess(SocketAccess.USUAL_MODE, Optional.empty(), Optional.empty()));
        var started = new Daemon(
                socket, Assembly.of(settings, Surroundings.NONE, deadlines), deadlines, () -> new SessionListener() {});
        daemon = started;
        started.start();
        milter.play(Rules.continuing()); // forgets that it was introduced
        return ScriptedMta.connect(started.endpoint().toString());
    }

    @Override
    public void close() throws IOException {
        if (daemon != null) {
            daemon.close();
        }
        milter.close();
        deadlines.close();
    }
}
