package org.miltermanager.app.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code milter-manager demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Show what the program does: needs no configuration and changes nothing.",
            "",
            "Starts the daemon on a free port of 127.0.0.1 with four milters inside, sends it six sample mails as a mail server would, "
                    + "and prints what each milter said. Then it keeps listening, for a mail server of yours; Ctrl-C ends it.",
            ""
        })
public final class Demo implements Callable<Integer> {
    private final Performance performance;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--once", description = "End after the sample mails.")
    private boolean once;

    /** What is to be seen. */
    @FunctionalInterface
    public interface Performance {
        /**
         * Shows it.
         *
         * @param once whether to end after the sample mails
         * @param out where to
         * @param colours whether a person looks at it
         * @throws Exception if it could not go on; its message is what the user reads
         */
        void show(boolean once, PrintWriter out, boolean colours) throws Exception;
    }

    public Demo(Performance performance) {
        this.performance = performance;
    }

    @Override
    public Integer call() throws Exception {
        var commandLine = command.commandLine();
        performance.show(
                once, commandLine.getOut(), commandLine.getColorScheme().ansi().enabled());
        return ExitCode.OK;
    }
}
