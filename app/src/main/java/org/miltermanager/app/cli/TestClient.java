package org.miltermanager.app.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.miltermanager.app.echo.Echo;
import org.miltermanager.app.host.ListeningSocket;
import org.miltermanager.app.host.Signals;
import org.miltermanager.app.host.SocketAccess;
import org.miltermanager.transport.Endpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code milter-manager test-client}, also {@code milter-test-client}: a milter that shows what it is told. */
@Command(
        name = "test-client",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Be a milter: print everything that the mail server, or the manager, says, and always continue.",
            "Ctrl-C ends it.",
            "",
            "  milter-manager test-client -s inet:10030@127.0.0.1",
            ""
        })
@SuppressWarnings("UnusedVariable") // options that picocli answers itself, or that have no effect any more
public final class TestClient implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = {"-s", "--connection-spec"},
            required = true,
            paramLabel = "SPEC",
            description = "Listen there: unix:/path, inet:port@host, inet6:port@host, or a path alone.")
    private String spec = "";

    @Option(names = "--no-report-request", description = "Print nothing of what is said.")
    private boolean silent;

    @Option(
            names = "--unix-socket-mode",
            paramLabel = "MODE",
            defaultValue = "0660",
            description = "Mode of the unix socket. Default: 0660")
    private String mode = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Without effect; for those who come from milter manager 2.")
    private @Nullable String name;

    @Option(
            names = {"-v", "--verbose"},
            description = "Without effect: everything is printed anyway.")
    private boolean verbose;

    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        try (var socket = ListeningSocket.open(endpoint(), access());
                var echo = new Echo(socket, silent ? new PrintWriter(Writer.nullWriter()) : out, err)) {
            Signals.on(Signals.Signal.INT, socket::close);
            Signals.on(Signals.Signal.TERM, socket::close);
            err.println("listening on " + socket.endpoint());
            echo.run();
        }
        return ExitCode.OK;
    }

    private SocketAccess access() {
        return new SocketAccess(SocketAccess.mode(mode), Optional.empty(), Optional.empty());
    }

    private Endpoint endpoint() {
        try {
            return Endpoint.parse(spec.startsWith("/") ? "unix:" + spec : spec);
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(command.commandLine(), refused.getMessage(), refused);
        }
    }
}
