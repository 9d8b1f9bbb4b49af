package org.miltermanager.app.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.miltermanager.app.config.Settings;
import org.miltermanager.app.explain.Explanation;
import org.miltermanager.app.explain.ImaginedMail;
import org.miltermanager.app.json.Json;
import org.miltermanager.chain.LinkSettings;
import org.miltermanager.condition.Answer;
import org.miltermanager.condition.Decision;
import org.miltermanager.condition.Finding;
import org.miltermanager.condition.NetworkAddress;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Header;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code milter-manager explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        subcommands = ExplainS25r.class,
        description = {
            "Say of every milter and rule whether it would be asked about a mail, where that is decided, and why.",
            "",
            "No milter is connected. Name servers and tables of Postfix are asked where conditions do.",
            ""
        })
public final class Explain implements Callable<Integer> {
    private final Function<Settings, List<LinkSettings>> chain;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private ConfigurationDirectory directory = new ConfigurationDirectory();

    @Option(names = "--client", paramLabel = "ADDRESS", description = "The client's IP address. Required.")
    private String client = "";

    @Option(
            names = "--name",
            paramLabel = "HOST",
            description = "Its name. Default: none that the mail server believes, [ADDRESS].")
    private @Nullable String name;

    @Option(names = "--helo", paramLabel = "NAME", description = "What it greets with.")
    private @Nullable String helo;

    @Option(names = "--auth", paramLabel = "USER", description = "As whom it is authenticated.")
    private @Nullable String user;

    @Option(names = "--from", paramLabel = "ADDRESS", description = "The sender; \"\" for the null sender.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "ADDRESS", description = "A recipient. Repeatable.")
    private List<String> to = new ArrayList<>();

    @Option(names = "--header", paramLabel = "NAME:VALUE", description = "A header field. Repeatable.")
    private List<String> headers = new ArrayList<>();

    @Option(names = "--size", paramLabel = "OCTETS", description = "The size of the body. Default: 0.")
    private long size;

    @Option(names = "--json", description = "Print the result as one line of JSON.")
    private boolean json;

    /** @param chain makes the milters and rules of a configuration */
    public Explain(Function<Settings, List<LinkSettings>> chain) {
        this.chain = chain;
    }

    ConfigurationDirectory directory() {
        return directory;
    }

    @Override
    public Integer call() {
        ImaginedMail mail = mail();
        Settings settings = directory.files(List.of()).read().settings();
        List<Explanation> explanations = Explanation.of(chain.apply(settings), mail);
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(Json.of(
                    Map.of("milters", explanations.stream().map(Explain::json).toList())));
        } else if (explanations.isEmpty()) {
            out.println("no milters are configured");
        } else {
            explanations.forEach(explanation -> print(explanation, out));
        }
        return ExitCode.OK;
    }

    private ImaginedMail mail() {
        if (client.isEmpty()) {
            throw new ParameterException(command.commandLine(), "missing required option: '--client=ADDRESS'");
        }
        if (size < 0) {
            throw new ParameterException(
                    command.commandLine(), "--size: got '" + size + "', expected a number of octets");
        }
        NetworkAddress address = NetworkAddress.parse(client)
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(), "--client: got '" + client + "', expected an IP address"));
        var family = address.isIpv4() ? Connect.Family.INET : Connect.Family.INET6;
        return new ImaginedMail(
                new Connect(name == null ? "[" + client + "]" : MailOptions.octets(name), family, 54321, client),
                Optional.ofNullable(helo).map(MailOptions::octets),
                Optional.ofNullable(user).map(MailOptions::octets),
                Optional.ofNullable(from).map(Explain::bracketed),
                to.stream().map(Explain::bracketed).toList(),
                headers.stream().map(this::header).toList(),
                size);
    }

    private static String bracketed(String address) {
        return address.startsWith("<") ? MailOptions.octets(address) : "<" + MailOptions.octets(address) + ">";
    }

    private Header header(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new ParameterException(command.commandLine(), "--header: got '" + text + "', expected NAME:VALUE");
        }
        return new Header(
                MailOptions.octets(text.substring(0, colon)),
                " " + MailOptions.octets(text.substring(colon + 1).strip()));
    }

    private static void print(Explanation explanation, PrintWriter out) {
        if (!explanation.isConditional()) {
            out.println(explanation.name() + ": asked, it has no condition");
            return;
        }
        if (explanation.decisions().isEmpty()) {
            out.println(explanation.name() + ": not decided before "
                    + explanation.due().command().wireName());
        }
        explanation.decisions().forEach((recipient, decision) -> {
            out.println(explanation.name() + ": " + words(decision.answer())
                    + (recipient.isEmpty() ? "" : " about " + recipient) + ", decided at "
                    + decision.stage().command().wireName());
            decision.findings().forEach(finding -> out.println("    " + told(finding)));
        });
        if (explanation.answer().filter(Answer.ASK::equals).isPresent()) {
            explanation.macros().forEach(macro -> out.println("    told " + macro.name() + " = " + macro.value()));
        }
    }

    private static String words(Answer answer) {
        return switch (answer) {
            case ASK -> "asked";
            case SKIP -> "not asked";
            case TEMPFAIL -> "nobody can say, the client shall try again later";
        };
    }

    private static String told(Finding finding) {
        String truth = switch (finding.truth()) {
            case TRUE -> "yes";
            case FALSE -> "no";
            case UNKNOWN -> "not known";
        };
        return finding.part() + ": " + truth + (finding.value().isEmpty() ? "" : " (" + finding.value() + ")");
    }

    private static Map<String, Object> json(Explanation explanation) {
        var result = new LinkedHashMap<String, Object>();
        result.put("name", explanation.name());
        result.put("conditional", explanation.isConditional());
        result.put(
                "decisions",
                explanation.decisions().entrySet().stream()
                        .map(entry -> json(entry.getKey(), entry.getValue()))
                        .toList());
        result.put("due", explanation.due().command().wireName());
        result.put(
                "macros",
                explanation.macros().stream()
                        .map(macro -> macro.name() + "=" + macro.value())
                        .toList());
        return result;
    }

    private static Map<String, Object> json(String recipient, Decision decision) {
        var result = new LinkedHashMap<String, Object>();
        result.put("recipient", recipient);
        result.put("answer", word(decision.answer()));
        result.put("stage", decision.stage().command().wireName());
        result.put("truth", word(decision.truth()));
        result.put("findings", decision.findings().stream().map(Explain::json).toList());
        return result;
    }

    private static Map<String, Object> json(Finding finding) {
        var result = new LinkedHashMap<String, Object>();
        result.put("part", finding.part());
        result.put("truth", word(finding.truth()));
        result.put("value", finding.value());
        return result;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
