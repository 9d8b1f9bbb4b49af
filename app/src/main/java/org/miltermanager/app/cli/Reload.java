package org.miltermanager.app.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.miltermanager.app.config.Settings;
import org.miltermanager.app.host.HostFailure;
import org.miltermanager.app.host.Occupant;
import org.miltermanager.app.host.Occupants;
import org.miltermanager.app.host.ProcessName;
import org.miltermanager.app.host.SignalSender;
import org.miltermanager.transport.Endpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code milter-manager reload}. */
@Command(
        name = "reload",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Make the running daemon read its configuration anew.",
            "",
            "The configuration is read here first: with a mistake in it, nothing is sent. Sessions that run end as they began.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the daemon was told",
            "1:the configuration has mistakes, or no daemon was found, or it may not be told",
            "2:wrong usage"
        })
public final class Reload implements Callable<Integer> {
    private static final String DAEMON = "milter-manager";

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private ConfigurationDirectory directory = new ConfigurationDirectory();

    @Override
    public Integer call() {
        Settings settings = directory.files(List.of()).read().settings();
        Occupant daemon = settings.pidFile()
                .flatMap(Reload::named)
                .or(() -> listening(settings.listen()).stream()
                        .filter(Reload::ours)
                        .findFirst())
                .orElseThrow(() -> new HostFailure("no daemon found: "
                        + settings.pidFile()
                                .map(file -> "no running one in " + file + ", and ")
                                .orElse("")
                        + "no process of ours to see listens on " + settings.listen()
                        + "; is it running, and are you root?"));
        SignalSender.hangUp(daemon.pid());
        command.commandLine()
                .getOut()
                .println("the configuration is without mistakes; told " + daemon
                        + " to read it (what it made of it is in its log)");
        return ExitCode.OK;
    }

    /** SIGHUP ends most programs. */
    private static boolean ours(Occupant process) {
        return process.program().equals(DAEMON);
    }

    /** A pid file may be left over, and its number be another program's by now. */
    private static Optional<Occupant> named(Path pidFile) {
        try {
            String text = Files.readString(pidFile).strip();
            return text.matches("[1-9]\\d{0,8}")
                    ? Optional.of(new Occupant(Long.parseLong(text), ProcessName.of(Long.parseLong(text))))
                            .filter(Reload::ours)
                    : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    /** Besides the daemon, systemd, if it made the socket. */
    private static List<Occupant> listening(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Unix(var path) -> Occupants.ofFile(path);
            case Endpoint.Inet inet -> listening(inet);
        };
    }

    private static List<Occupant> listening(Endpoint.Inet inet) {
        try {
            return inet.address() instanceof InetSocketAddress address ? Occupants.ofAddress(address) : List.of();
        } catch (UnknownHostException e) {
            throw new HostFailure("host " + inet.host() + " has no address", e);
        }
    }
}
