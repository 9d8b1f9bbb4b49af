package org.miltermanager.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.miltermanager.app.config.CommandLineValue;
import org.miltermanager.app.config.Configuration;
import org.miltermanager.app.config.ConfigurationFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code milter-manager} without a subcommand: the daemon, or what it would run with. */
@Command(
        name = "milter-manager",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        synopsisHeading = "Usage: ",
        customSynopsis = {"milter-manager [OPTION]...", "       milter-manager COMMAND [OPTION]..."},
        description = {
            "",
            "One milter towards the mail server; towards every milter behind it, the mail server.",
            "Without a command it runs as a daemon. Options override the configuration files.",
            ""
        },
        commandListHeading = "%nCommands (milter-manager COMMAND --help tells more):%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:ended as told",
            "1:could not start, or the configuration has mistakes: each is told with file, line and column",
            "2:wrong usage"
        })
public final class MilterManager implements Callable<Integer>, ConfigurationDirectory.InFront {
    private final Start daemon;
    private final List<CommandLineValue> values = new ArrayList<>();
    private @Nullable CommandLineValue logTarget;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private ConfigurationDirectory directory = new ConfigurationDirectory();

    @Option(
            order = 1,
            names = "--show-config",
            description = "Print the effective configuration, and where each value comes from, and exit.")
    private boolean showConfiguration;

    @Option(
            order = 2,
            names = "--config-reference",
            description = "Print every key with its meaning and default, and exit.")
    private boolean reference;

    MilterManager(Start daemon) {
        this.daemon = daemon;
    }

    @Option(
            order = 3,
            names = {"-s", "--connection-spec"},
            paramLabel = "SPEC",
            description = "Listen there: unix:/path, inet:port@host or inet6:port@host.")
    void listen(String spec) {
        override("-s", "listen", spec);
    }

    @Option(
            order = 4,
            names = {"-u", "--user", "--user-name"},
            paramLabel = "USER",
            description = "Run as this user when started as root.")
    void user(String name) {
        override("-u", "user", name);
    }

    @Option(
            order = 5,
            names = {"-g", "--group", "--group-name"},
            paramLabel = "GROUP",
            description = "Run as this group when started as root.")
    void group(String name) {
        override("-g", "group", name);
    }

    @Option(
            order = 6,
            names = "--unix-socket-mode",
            paramLabel = "MODE",
            description = "Mode of the unix socket, such as 0660.")
    void socketMode(String mode) {
        override("--unix-socket-mode", "socket.mode", mode);
    }

    @Option(
            order = 7,
            names = {"--unix-socket-group", "--socket-group-name"},
            paramLabel = "GROUP",
            description = "Group of the unix socket.")
    void socketGroup(String name) {
        override("--unix-socket-group", "socket.group", name);
    }

    @Option(order = 8, names = "--pid-file", paramLabel = "FILE", description = "Write the process id there.")
    void pidFile(String path) {
        override("--pid-file", "pid-file", path);
    }

    @Option(
            order = 9,
            names = "--log-level",
            paramLabel = "LEVEL",
            description = "Log this and what is graver: error, warning, info, debug, trace.")
    void logLevel(String level) {
        override("--log-level", "log.level", level);
    }

    @Option(
            order = 10,
            names = {"-v", "--verbose"},
            description = "As --log-level debug.")
    void verbose(boolean on) {
        override("-v", "log.level", "debug");
    }

    @Option(
            order = 11,
            names = {"-q", "--quiet"},
            description = "As --log-level error.")
    void quiet(boolean on) {
        override("-q", "log.level", "error");
    }

    @Option(
            order = 12,
            names = "--log-path",
            paramLabel = "FILE",
            description = "Log to this file; - is standard output.")
    void logPath(String path) {
        override("--log-path", "log.to", path.equals("-") ? "stdout" : path);
    }

    @Option(order = 13, names = "--syslog", description = "Log to syslog.")
    void syslog(boolean on) {
        override("--syslog", "log.to", "syslog");
    }

    @Option(
            order = 14,
            names = "--syslog-facility",
            paramLabel = "NAME",
            description = "Under which syslog files the messages, such as mail.")
    void facility(String name) {
        override("--syslog-facility", "log.facility", name);
    }

    @Option(
            order = 15,
            names = "--daemon",
            description = "Log to syslog, not to the terminal. The program stays in the foreground all the same: "
                    + "systemd or the shell takes it to the background.")
    void daemon(boolean on) {
        logTarget = new CommandLineValue("--daemon", "log.to", "syslog");
    }

    @Option(
            order = 16,
            names = "--no-daemon",
            description = "Log to standard output; --log-path and --syslog are stronger.")
    void noDaemon(boolean on) {
        logTarget = new CommandLineValue("--no-daemon", "log.to", "stdout");
    }

    private void override(String option, String key, String text) {
        values.add(new CommandLineValue(option, key, text));
    }

    @Override
    public ConfigurationDirectory directory() {
        return directory;
    }

    /** Where the options say that the configuration is; also for subcommands. */
    ConfigurationFiles files() {
        var overriding = new ArrayList<CommandLineValue>();
        if (logTarget != null) {
            overriding.add(logTarget);
        }
        overriding.addAll(values);
        return directory.files(overriding);
    }

    @Override
    public Integer call() throws Exception {
        var out = command.commandLine().getOut();
        if (reference) {
            out.print(Configuration.reference());
            return ExitCode.OK;
        }
        var files = files();
        var configuration = files.read();
        if (showConfiguration) {
            out.print(configuration.show());
            return ExitCode.OK;
        }
        return daemon.run(files, configuration);
    }
}
