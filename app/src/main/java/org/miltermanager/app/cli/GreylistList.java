package org.miltermanager.app.cli;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.miltermanager.app.greylist.GreylistRequests;
import org.miltermanager.app.json.Json;
import org.miltermanager.app.log.PrintableText;
import org.miltermanager.milters.greylist.store.Entry;
import org.miltermanager.milters.greylist.store.Selection;
import org.miltermanager.milters.greylist.store.Subject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code milter-manager greylist list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "List what is remembered: who waits (waiting), what passes at once (passes), and what is being counted.",
            "",
            "Times are in UTC.",
            ""
        })
final class GreylistList implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private ConfigurationDirectory directory = new ConfigurationDirectory();

    @Mixin
    private Greylist.Which which = new Greylist.Which();

    @Mixin
    private Greylist.What what = new Greylist.What();

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "1000",
            description =
                    "How many entries at the most, up to " + GreylistRequests.MOST + ". Default: ${DEFAULT-VALUE}")
    private int limit = GreylistRequests.MOST;

    @Option(names = "--json", description = "Print the result as one line of JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (limit < 1 || limit > GreylistRequests.MOST) {
            throw new ParameterException(
                    command.commandLine(),
                    "--limit: got " + limit + ", expected a number from 1 to " + GreylistRequests.MOST);
        }
        Selection selection = what.selection();
        List<Entry> entries = which.of(directory).use(store -> store.list(selection, limit));
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(Json.of(entries.stream().map(GreylistList::json).toList()));
        } else {
            entries.forEach(entry -> out.println(PrintableText.of(text(entry))));
            out.println(entries.size()
                    + (entries.size() == 1 ? " entry" : " entries")
                    + (entries.size() == limit ? ", and perhaps more: --limit" : ""));
        }
        return ExitCode.OK;
    }

    private static String state(Entry entry) {
        if (entry.memory().white()) {
            return "passes";
        }
        return entry.subject() instanceof Subject.Triplet ? "waiting" : "counted";
    }

    private static String text(Entry entry) {
        return "%-8s %s  since %s, last %s, %d times, until %s"
                .formatted(
                        state(entry),
                        entry.subject(),
                        entry.memory().since().truncatedTo(SECONDS),
                        entry.memory().last().truncatedTo(SECONDS),
                        entry.memory().count(),
                        entry.memory().until().truncatedTo(SECONDS));
    }

    private static Map<String, Object> json(Entry entry) {
        var object = new LinkedHashMap<String, Object>();
        object.put("state", state(entry));
        object.put("client", entry.subject().network());
        switch (entry.subject()) {
            case Subject.Client _ -> {}
            case Subject.Domain domain -> object.put("domain", domain.domain());
            case Subject.Triplet triplet -> {
                object.put("sender", triplet.sender());
                object.put("recipient", triplet.recipient());
            }
        }
        object.put("since", entry.memory().since());
        object.put("last", entry.memory().last());
        object.put("count", entry.memory().count());
        object.put("until", entry.memory().until());
        return object;
    }
}
