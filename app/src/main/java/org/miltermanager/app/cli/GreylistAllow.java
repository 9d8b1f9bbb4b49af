package org.miltermanager.app.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.miltermanager.app.greylist.Remembered;
import org.miltermanager.app.json.Json;
import org.miltermanager.app.log.PrintableText;
import org.miltermanager.condition.NetworkAddress;
import org.miltermanager.milters.greylist.store.Subject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code milter-manager greylist allow}. */
@Command(
        name = "allow",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Let mail pass at once: all of a client's network, what it sends for a domain, or from a sender to a"
                    + " recipient.",
            "",
            "Each mail renews it, as it does what came again in time. What shall last for ever stands in the"
                    + " configuration: white-list.clients and its likes.",
            ""
        })
final class GreylistAllow implements Callable<Integer> {
    private static final int LONGEST = 36_500;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private ConfigurationDirectory directory = new ConfigurationDirectory();

    @Mixin
    private Greylist.Which which = new Greylist.Which();

    @Parameters(
            index = "0",
            paramLabel = "ADDRESS",
            description = "The client's address, which stands for its network.")
    private String client = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SENDER",
            description = "A domain; with RECIPIENT an address, <> for the null sender.")
    private String sender = "";

    @Parameters(index = "2", arity = "0..1", paramLabel = "RECIPIENT", description = "An address.")
    private String recipient = "";

    @Option(
            names = "--days",
            paramLabel = "NUMBER",
            defaultValue = "7",
            description = "For how long. Default: ${DEFAULT-VALUE}")
    private int days = 1;

    @Option(names = "--json", description = "Print the result as one line of JSON.")
    private boolean json;

    @Override
    public Integer call() {
        NetworkAddress address =
                NetworkAddress.parse(client).orElseThrow(() -> wrong("got '" + client + "', expected an IP address"));
        if (days < 1 || days > LONGEST) {
            throw wrong("--days: got " + days + ", expected a number from 1 to " + LONGEST);
        }
        Remembered remembered = which.of(directory);
        Subject subject =
                remembered.milter().subject(address, MailOptions.octets(sender), MailOptions.octets(recipient));
        remembered.use(store -> {
            store.allow(subject, Duration.ofDays(days));
            return subject;
        });
        var result = new LinkedHashMap<String, Object>();
        result.put("allowed", subject);
        result.put("days", days);
        command.commandLine()
                .getOut()
                .println(json ? Json.of(result) : PrintableText.of(subject + " passes at once for " + days + " days"));
        return ExitCode.OK;
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }
}
