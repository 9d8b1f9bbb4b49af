package org.miltermanager.app.cli;

import java.io.PrintWriter;
import java.util.List;
import org.miltermanager.app.config.ConfigurationError;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The program as a shell sees it: arguments in, texts and an exit code out. For one call of {@link #run}. */
public final class Program {
    private final CommandLine commandLine;

    /**
     * The program and its subcommands.
     *
     * @param daemon what runs without a subcommand
     * @param subcommands annotated with {@code @Command}, which names them
     * @param out standard output
     * @param err standard error
     * @param colours whether a person looks at it
     */
    public Program(Start daemon, List<?> subcommands, PrintWriter out, PrintWriter err, boolean colours) {
        commandLine = new CommandLine(new MilterManager(daemon));
        subcommands.forEach(commandLine::addSubcommand);
        commandLine
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(colours ? Ansi.ON : Ansi.OFF))
                .setOverwrittenOptionsAllowed(true)
                .setParameterExceptionHandler(Program::usage)
                .setExecutionExceptionHandler(Program::failed);
    }

    /** Runs to the end, and tells the exit code. */
    public int run(String... arguments) {
        return commandLine.execute(arguments);
    }

    private static int usage(ParameterException mistake, String[] arguments) {
        var command = mistake.getCommandLine();
        var name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + UsageMistake.sentence(mistake));
        command.getErr().println("Try '" + name + " --help'.");
        return ExitCode.USAGE;
    }

    private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        var err = command.getErr();
        if (failure instanceof ConfigurationError error) {
            error.mistakes().forEach(err::println);
        } else {
            err.println(command.getCommandSpec().qualifiedName() + ": "
                    + (failure.getMessage() == null ? failure : failure.getMessage()));
        }
        return ExitCode.FAILED;
    }
}
