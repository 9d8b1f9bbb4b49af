package org.miltermanager.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.miltermanager.app.condition.Surroundings;
import org.miltermanager.app.condition.Words;
import org.miltermanager.app.json.Json;
import org.miltermanager.condition.NetworkAddress;
import org.miltermanager.conditions.s25r.S25r;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code milter-manager explain s25r}. */
@Command(
        name = "s25r",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {"Say whether a client looks like a home connection by its name, and by which rule.", ""})
final class ExplainS25r implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @ParentCommand
    private Explain explain = new Explain(settings -> List.of());

    @Parameters(index = "0", paramLabel = "HOST", description = "The client's name, or \"unknown\".")
    private String host = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ADDRESS",
            defaultValue = "192.0.2.1",
            description = "Its address. Default: ${DEFAULT-VALUE}")
    private String address = "";

    @Option(names = "--json", description = "Print the result as one line of JSON.")
    private boolean json;

    @Override
    public Integer call() {
        NetworkAddress client = NetworkAddress.parse(address)
                .orElseThrow(() ->
                        new ParameterException(command.commandLine(), "got '" + address + "', expected an IP address"));
        var settings = explain.directory().files(List.of()).read().settings();
        S25r.Judgement judgement =
                Words.s25r(settings.conditions().s25r(), Surroundings.NONE).judge(MailOptions.octets(host), client);
        var result = new LinkedHashMap<String, Object>();
        result.put("host", host);
        result.put("home", judgement.home());
        result.put("why", judgement.why());
        command.commandLine()
                .getOut()
                .println(
                        json
                                ? Json.of(result)
                                : host + ": " + (judgement.home() ? "looks like a home connection" : "a proper host")
                                        + ", " + judgement.why());
        return ExitCode.OK;
    }
}
