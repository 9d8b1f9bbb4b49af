package org.miltermanager.app.cli;

import java.util.List;
import java.util.Optional;
import org.miltermanager.app.greylist.Remembered;
import org.miltermanager.condition.Network;
import org.miltermanager.milters.greylist.store.Selection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code milter-manager greylist}. */
@Command(
        name = "greylist",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        subcommands = {GreylistList.class, GreylistDelete.class, GreylistAllow.class, GreylistStats.class},
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Show and change what greylisting remembers (use = \"greylist\").",
            "",
            "Asks the daemon that runs; where none does, the file; or the server that mail hosts share.",
            ""
        },
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:what is remembered cannot be reached, or the configuration has mistakes",
            "2:wrong usage"
        })
public final class Greylist implements ConfigurationDirectory.InFront {
    @Mixin
    private ConfigurationDirectory directory = new ConfigurationDirectory();

    @Override
    public ConfigurationDirectory directory() {
        return directory;
    }

    /** Which milter is meant. */
    static final class Which {
        @Option(
                names = "--milter",
                paramLabel = "NAME",
                description = "Which milter's, where several remember in different places.")
        private String name = "";

        Remembered of(ConfigurationDirectory directory) {
            return Remembered.of(directory.files(List.of()).read().settings(), name);
        }
    }

    /** Which entries are meant. */
    static final class What {
        @Spec(Spec.Target.MIXEE)
        private CommandSpec command = CommandSpec.create();

        @Option(names = "--client", paramLabel = "NETWORK", description = "Of this address or network.")
        private String client = "";

        @Option(names = "--sender", paramLabel = "ADDRESS", description = "Of this sender, or all of a domain.")
        private String sender = "";

        @Option(names = "--recipient", paramLabel = "ADDRESS", description = "To this recipient, or all of a domain.")
        private String recipient = "";

        Selection selection() {
            Optional<Network> network = Network.parse(client);
            if (!client.isEmpty() && network.isEmpty()) {
                throw new ParameterException(
                        command.commandLine(), "got '" + client + "', expected " + Network.EXPECTED);
            }
            return new Selection(network, MailOptions.octets(sender), MailOptions.octets(recipient));
        }
    }
}
