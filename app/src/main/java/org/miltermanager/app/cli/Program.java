package org.miltermanager.app.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.miltermanager.app.config.ConfigurationError;
import org.miltermanager.app.config.Mistake;
import org.miltermanager.app.json.Json;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The program as a shell sees it: arguments in, texts and an exit code out. For one call of {@link #run}. */
public final class Program {
    private final Start daemon;
    private final Supplier<List<?>> subcommands;
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean colours;

    /**
     * The program and its subcommands.
     *
     * @param daemon what runs without a subcommand
     * @param subcommands annotated with {@code @Command}, which names them; made if they are needed
     * @param out standard output
     * @param err standard error
     * @param colours whether a person looks at it
     */
    public Program(Start daemon, Supplier<List<?>> subcommands, PrintWriter out, PrintWriter err, boolean colours) {
        this.daemon = daemon;
        this.subcommands = subcommands;
        this.out = out;
        this.err = err;
        this.colours = colours;
    }

    private CommandLine commandLine(List<?> known) {
        var commandLine = new CommandLine(new MilterManager(daemon));
        known.forEach(commandLine::addSubcommand);
        return commandLine
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(colours ? Ansi.ON : Ansi.OFF))
                .setOverwrittenOptionsAllowed(true)
                .setParameterExceptionHandler(Program::usage)
                .setExecutionExceptionHandler(Program::failed);
    }

    /**
     * Runs to the end, and tells the exit code. The daemon is started without a look at the options of all commands, which would take a tenth
     * of a second: they are only of interest where the arguments make no sense without, or somebody asks for help.
     */
    public int run(String... arguments) {
        return commandLine(List.of())
                .setParameterExceptionHandler((mistake, same) -> runWhole(arguments))
                .setExecutionStrategy(parsed -> parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested()
                        ? runWhole(arguments)
                        : new CommandLine.RunLast().execute(parsed))
                .execute(arguments);
    }

    private int runWhole(String... arguments) {
        return commandLine(subcommands.get()).execute(arguments);
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
        String message = String.valueOf(failure.getMessage() == null ? failure : failure.getMessage());
        if (isJson(command)) {
            command.getOut().println(Json.of(json(failure, message)));
        } else if (failure instanceof ConfigurationError error) {
            error.mistakes().forEach(err::println);
        } else {
            err.println(command.getCommandSpec().qualifiedName() + ": " + message);
        }
        return ExitCode.FAILED;
    }

    private static Map<String, Object> json(Exception failure, String message) {
        var result = new LinkedHashMap<String, Object>();
        result.put("ok", false);
        if (failure instanceof ConfigurationError error) {
            result.put("mistakes", error.mistakes().stream().map(Mistake::json).toList());
        } else {
            result.put("error", message);
        }
        return result;
    }

    /** Who asks for JSON reads nothing else. */
    private static boolean isJson(CommandLine command) {
        return command.getParseResult() != null && command.getParseResult().hasMatchedOption("--json");
    }
}
