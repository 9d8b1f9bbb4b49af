package org.miltermanager.app.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.miltermanager.app.host.Identity;
import org.miltermanager.app.host.Obstacle;
import org.miltermanager.app.host.Reachability;
import org.miltermanager.app.json.Json;
import org.miltermanager.app.mta.Answer;
import org.miltermanager.app.mta.Burst;
import org.miltermanager.app.mta.BurstReport;
import org.miltermanager.app.mta.Mail;
import org.miltermanager.app.mta.Report;
import org.miltermanager.app.mta.SmtpSession;
import org.miltermanager.child.ChildMilter;
import org.miltermanager.child.ChildSettings;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code milter-manager test-server}, also {@code milter-test-server}: plays the mail server against one milter. */
@Command(
        name = "test-server",
        sortOptions = false,
        versionProvider = Version.class,
        description = {
            "Play a mail server: hand one mail to a milter, the manager included, and print what it says.",
            "",
            "  milter-manager test-server -s unix:/run/milter-manager/milter-manager.sock",
            "  milter-manager test-server -s inet:10025@127.0.0.1 -m mail.eml --output-message",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the milter answered, whatever it said",
            "1:it rejected, tempfailed or discarded the mail, with --fail-on-reject",
            "2:it could not be talked to, or wrong usage"
        })
@SuppressWarnings("UnusedVariable") // options that picocli answers itself, or that have no effect any more
public final class TestServer implements Callable<Integer> {
    private static final int NOT_TALKED = 2;
    private static final Duration PROBE = Duration.ofSeconds(5);
    private static final int BAR = 40;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = {"-s", "--connection-spec"},
            required = true,
            paramLabel = "SPEC",
            description = "Where the milter listens: unix:/path, inet:port@host, inet6:port@host, or a path alone.")
    private String spec = "";

    @Mixin
    private MailOptions mailOptions = new MailOptions();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Without effect; for those who come from milter manager 2.")
    private @Nullable String name;

    @Option(
            names = "--negotiate-version",
            paramLabel = "N",
            defaultValue = "6",
            description = "Protocol version to offer, 2 to 6. Default: ${DEFAULT-VALUE}")
    private int version;

    @Option(
            names = "--output-message",
            description = "Print the mail too: what was added (+), taken away (-) and kept.")
    private boolean outputMessage;

    @Option(
            names = {"--color", "--colour"},
            arity = "0..1",
            paramLabel = "WHEN",
            defaultValue = "auto",
            fallbackValue = "yes",
            description = "Colours: yes, no or auto, which means on a terminal. Default: auto")
    private String colour = "auto";

    @Option(
            names = "--connection-timeout",
            paramLabel = "S",
            defaultValue = "300",
            description = "Seconds to connect. Default: 300")
    private int connectionTimeout;

    @Option(
            names = "--reading-timeout",
            paramLabel = "S",
            defaultValue = "10",
            description = "Seconds for an answer. Default: 10")
    private int readingTimeout;

    @Option(
            names = "--writing-timeout",
            paramLabel = "S",
            defaultValue = "10",
            description = "Without effect: --reading-timeout counts.")
    private int writingTimeout;

    @Option(
            names = "--end-of-message-timeout",
            paramLabel = "S",
            defaultValue = "300",
            description = "Seconds for an answer to the content. Default: 300")
    private int messageTimeout;

    @Option(names = "--all-timeouts", paramLabel = "S", description = "Seconds for all of them.")
    private @Nullable Integer allTimeouts;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "1",
            description = "Send the mail so many times, and print a summary.")
    private int repeat;

    @Option(
            names = {"--concurrency", "-t", "--threads"},
            paramLabel = "N",
            defaultValue = "1",
            description = "So many at a time. Default: 1")
    private int concurrency;

    @Option(names = "--json", description = "Print the result as one line of JSON.")
    private boolean json;

    @Option(names = "--fail-on-reject", description = "End with 1 where the mail was not accepted.")
    private boolean failOnReject;

    @Option(
            names = {"-v", "--verbose"},
            description = "Say what is being done, on standard error.")
    private boolean verbose;

    @Option(names = "--version", versionHelp = true, description = "Print version information and exit.")
    private boolean printVersion;

    @Option(names = "--help", usageHelp = true, description = "Show this help message and exit.")
    private boolean help;

    @Override
    public Integer call() throws Exception {
        Endpoint endpoint = endpoint();
        Mail mail = mail();
        try (var deadlines = new Deadlines()) {
            var milter = new ChildMilter(settings(endpoint), deadlines);
            if (verbose) {
                err().println("connecting to " + endpoint);
            }
            return repeat > 1
                    ? burst(endpoint, mail, milter)
                    : single(endpoint, mail, new SmtpSession(milter, mail, version).run());
        }
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }

    private PrintWriter err() {
        return command.commandLine().getErr();
    }

    private Endpoint endpoint() {
        try {
            return Endpoint.parse(spec.startsWith("/") ? "unix:" + spec : spec);
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(command.commandLine(), refused.getMessage(), refused);
        }
    }

    private Mail mail() {
        try {
            requireWithin("--repeat", repeat, 1, Integer.MAX_VALUE);
            requireWithin("--threads", concurrency, 1, Integer.MAX_VALUE);
            requireWithin("--negotiate-version", version, 2, 6);
            requireWithin("--connection-timeout", connectionTimeout, 1, Integer.MAX_VALUE);
            requireWithin("--reading-timeout", readingTimeout, 1, Integer.MAX_VALUE);
            requireWithin("--end-of-message-timeout", messageTimeout, 1, Integer.MAX_VALUE);
            requireWithin("--all-timeouts", allTimeouts == null ? 1 : allTimeouts, 1, Integer.MAX_VALUE);
            return mailOptions.mail();
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(command.commandLine(), refused.getMessage(), refused);
        }
    }

    private static void requireWithin(String option, int number, int least, int most) {
        if (number < least || number > most) {
            throw new IllegalArgumentException(option + ": got '" + number + "', expected a number from " + least
                    + (most == Integer.MAX_VALUE ? "" : " to " + most));
        }
    }

    private ChildSettings settings(Endpoint endpoint) {
        ChildSettings usual = new ChildSettings(endpoint);
        return new ChildSettings(
                endpoint,
                seconds(connectionTimeout),
                seconds(readingTimeout),
                seconds(messageTimeout),
                usual.maxFrame(),
                usual.maxEdits());
    }

    private Duration seconds(int own) {
        return Duration.ofSeconds(allTimeouts == null ? own : allTimeouts);
    }

    private int single(Endpoint endpoint, Mail mail, Answer answer) {
        if (answer.failure().isPresent()) {
            return notTalked(endpoint, answer);
        }
        if (json) {
            out().println(Json.of(Report.json(answer)));
        } else {
            var report = new Report(out(), colours());
            report.print(answer);
            if (outputMessage) {
                report.printMessage(mail, answer);
            }
        }
        return failOnReject && answer.verdict().decides() ? ExitCode.FAILED : ExitCode.OK;
    }

    private boolean colours() {
        return switch (colour) {
            case "yes", "true", "always" -> true;
            case "no", "false", "never" -> false;
            default -> command.commandLine().getColorScheme().ansi() == Ansi.ON;
        };
    }

    private int notTalked(Endpoint endpoint, Answer answer) {
        String failure = answer.failure().map(Throwable::getMessage).orElse("");
        String why = Reachability.obstacle(endpoint, Identity.current(), PROBE)
                .map(obstacle -> "Failed to connect to " + endpoint + ": " + obstacle.explanation() + "; what helps: "
                        + obstacle.remedy(Obstacle.Listener.MILTER))
                .orElse("Failed to talk to " + failure);
        if (json) {
            out().println(Json.of(Report.json(why)));
        } else {
            err().println(why);
        }
        return NOT_TALKED;
    }

    private int burst(Endpoint endpoint, Mail mail, ChildMilter milter) throws InterruptedException {
        Burst burst = Burst.of(() -> new SmtpSession(milter, mail, version).run(), repeat, concurrency, progress());
        if (json) {
            out().println(Json.of(BurstReport.json(burst)));
        } else {
            BurstReport.print(burst, out());
        }
        if (!burst.failed().isEmpty()) {
            return notTalked(endpoint, burst.failed().getFirst());
        }
        boolean refused =
                burst.answers().stream().anyMatch(answer -> answer.verdict().decides());
        return failOnReject && refused ? ExitCode.FAILED : ExitCode.OK;
    }

    /** A bar on standard error, where a person looks at it. */
    private IntConsumer progress() {
        if (json || command.commandLine().getColorScheme().ansi() != Ansi.ON) {
            return done -> {};
        }
        return done -> {
            String bar = "#".repeat(done * BAR / repeat);
            err().print("\r[" + bar + " ".repeat(BAR - bar.length()) + "] " + done + "/" + repeat
                    + (done == repeat ? "\n" : ""));
            err().flush();
        };
    }
}
