package org.miltermanager.app.cli;

import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.miltermanager.app.json.Json;
import org.miltermanager.milters.greylist.store.Counts;
import org.miltermanager.milters.greylist.store.GreylistAccess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code milter-manager greylist stats}. */
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {"Count what is remembered.", ""})
final class GreylistStats implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private ConfigurationDirectory directory = new ConfigurationDirectory();

    @Mixin
    private Greylist.Which which = new Greylist.Which();

    @Option(names = "--json", description = "Print the result as one line of JSON.")
    private boolean json;

    @Override
    public Integer call() {
        var remembered = which.of(directory);
        Counts counts = remembered.use(GreylistAccess::counts);
        var result = new LinkedHashMap<String, Object>();
        result.put("store", remembered.milter().store());
        result.put("waiting", counts.waiting());
        result.put("passed", counts.passed());
        result.put("clients", counts.clients());
        result.put("domains", counts.domains());
        counts.octets().ifPresent(octets -> result.put("octets", octets));
        var out = command.commandLine().getOut();
        if (json) {
            out.println(Json.of(result));
        } else {
            result.forEach((name, value) -> out.println("%-8s %s".formatted(name, value)));
        }
        return ExitCode.OK;
    }
}
