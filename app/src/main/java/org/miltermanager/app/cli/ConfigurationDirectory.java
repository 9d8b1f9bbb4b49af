package org.miltermanager.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.miltermanager.app.config.CommandLineValue;
import org.miltermanager.app.config.ConfigurationFiles;
import org.miltermanager.app.detection.HostDetection;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The option {@code -c}, of the program and of every subcommand that reads the configuration: {@code milter-manager -c DIR check} and
 * {@code milter-manager check -c DIR} mean the same.
 */
public final class ConfigurationDirectory {
    private static final String DEFAULT = "/etc/milter-manager";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            order = 0,
            names = {"-c", "--config-dir"},
            paramLabel = "DIR",
            defaultValue = "${env:MILTER_MANAGER_CONFIG_DIR:-" + DEFAULT + "}",
            description =
                    "Directory of milter-manager.toml, conf.d/*.toml and milter-manager.local.toml, which are read in"
                            + " this order, later ones override. Default: ${DEFAULT-VALUE}; the variable"
                            + " MILTER_MANAGER_CONFIG_DIR changes it.")
    private Path directory = Path.of(DEFAULT);

    /** A command that takes the option in front of its subcommands. */
    interface InFront {
        ConfigurationDirectory directory();
    }

    /**
     * The files in the directory that the user named: behind the subcommand, in front of it, or not at all. To those of the service belongs
     * what it is started with: every command sees the address and the account that the daemon has.
     */
    public ConfigurationFiles files(List<CommandLineValue> overriding) {
        Path named = named();
        boolean ofTheService = named.equals(Path.of(DEFAULT));
        var values = new ArrayList<CommandLineValue>(ofTheService ? ServiceVariables.of(System.getenv()) : List.of());
        values.addAll(overriding);
        return new ConfigurationFiles(named, !ofTheService, values, new HostDetection());
    }

    private Path named() {
        boolean here = command.commandLine().getParseResult().hasMatchedOption("-c");
        var parent = command.parent();
        return !here && parent != null && parent.userObject() instanceof InFront command
                ? command.directory().named()
                : directory;
    }
}
