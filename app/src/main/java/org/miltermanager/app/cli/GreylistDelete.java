package org.miltermanager.app.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.miltermanager.app.json.Json;
import org.miltermanager.milters.greylist.store.Selection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code milter-manager greylist delete}. */
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {"Forget what --client, --sender and --recipient all mean, or everything with --all.", ""})
final class GreylistDelete implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private ConfigurationDirectory directory = new ConfigurationDirectory();

    @Mixin
    private Greylist.Which which = new Greylist.Which();

    @Mixin
    private Greylist.What what = new Greylist.What();

    @Option(names = "--all", description = "Forget everything.")
    private boolean all;

    @Option(names = "--json", description = "Print the result as one line of JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Selection selection = what.selection();
        if (all != selection.equals(Selection.ALL)) {
            throw new ParameterException(
                    command.commandLine(),
                    all
                            ? "--all is everything: leave out --client, --sender and --recipient"
                            : "say what to forget: --client, --sender, --recipient, or --all");
        }
        long deleted = which.of(directory).use(store -> store.delete(selection));
        command.commandLine()
                .getOut()
                .println(json ? Json.of(Map.of("deleted", deleted)) : deleted + " entries are forgotten");
        return ExitCode.OK;
    }
}
