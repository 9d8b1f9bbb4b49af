package org.miltermanager.app;

import java.io.Console;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.miltermanager.app.cli.Check;
import org.miltermanager.app.cli.Demo;
import org.miltermanager.app.cli.Detect;
import org.miltermanager.app.cli.Explain;
import org.miltermanager.app.cli.Greylist;
import org.miltermanager.app.cli.Import;
import org.miltermanager.app.cli.Learn;
import org.miltermanager.app.cli.LogAnalyzer;
import org.miltermanager.app.cli.Program;
import org.miltermanager.app.cli.Reload;
import org.miltermanager.app.cli.TestClient;
import org.miltermanager.app.cli.TestServer;
import org.miltermanager.app.cli.manual.Manual;
import org.miltermanager.app.condition.Surroundings;
import org.miltermanager.app.config.Settings;
import org.miltermanager.app.daemon.Assembly;
import org.miltermanager.app.daemon.Startup;
import org.miltermanager.app.demo.Demonstration;
import org.miltermanager.app.host.ProcessName;
import org.miltermanager.app.log.Logging;
import org.miltermanager.chain.LinkSettings;
import org.miltermanager.dns.Resolver;
import org.miltermanager.transport.Deadlines;

/** The program {@code milter-manager}: wiring only. */
public final class Main {
    private Main() {}

    /** Runs the command line, and exits with its code. */
    public static void main(String[] arguments) {
        ProcessName.set("milter-manager");
        Logging.silenceDrivers();
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int exitCode = new Program(new Startup(), Main::subcommands, out, err, isTerminal()).run(arguments);
        out.flush();
        System.exit(exitCode);
    }

    private static List<?> subcommands() {
        return List.of(
                new Check(),
                new Detect(),
                new Explain(Main::chain),
                new Greylist(),
                new Reload(),
                new Import(),
                new LogAnalyzer(),
                new TestServer(),
                new TestClient(),
                new Demo(new Demonstration()),
                new Learn(Main::rehearse),
                new Manual());
    }

    private static void rehearse(String... arguments) {
        var nowhere = new PrintWriter(Writer.nullWriter());
        new Program(new Startup(), Main::subcommands, nowhere, nowhere, false).run(arguments);
    }

    /** The milters and rules that the daemon would ask. */
    private static List<LinkSettings> chain(Settings settings) {
        var surroundings = new Surroundings(
                () -> 0, true, Resolver::new, remark -> System.err.println("milter-manager explain: " + remark));
        try (var deadlines = new Deadlines()) {
            return Assembly.of(settings, surroundings, deadlines).milters();
        }
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                && System.getenv("NO_COLOR") == null;
    }
}
