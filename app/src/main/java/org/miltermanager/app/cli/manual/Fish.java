package org.miltermanager.app.cli.manual;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for fish (complete(1) of fish): one file for each name of the program. */
final class Fish {
    private final String program;
    private final StringBuilder script = new StringBuilder();

    private Fish(String program) {
        this.program = program;
        line("-f");
    }

    /** The file of one name, with all its subcommands. */
    static String of(ShellCommand command) {
        var fish = new Fish(command.page());
        fish.command(command, "", "__fish_use_subcommand");
        return fish.script.toString();
    }

    /**
     * Options and subcommands.
     *
     * @param seen what holds when the command was typed, and its subcommand perhaps; nothing for the program itself
     * @param none what holds when none of its subcommands was typed yet
     */
    private void command(ShellCommand command, String seen, String none) {
        List<ShellCommand> others = command.subcommands();
        options(condition(others.isEmpty() ? seen : none), command);
        others.forEach(other -> line(condition(none) + "-a " + other.name() + " -d " + quoted(other.summary())));
        for (ShellCommand other : others) {
            String there = (seen.isEmpty() ? "" : seen + "; and ") + "__fish_seen_subcommand_from " + other.name();
            String below = other.subcommands().stream().map(ShellCommand::name).collect(joining(" "));
            command(other, there, there + "; and not __fish_seen_subcommand_from " + below);
        }
    }

    private static String condition(String holds) {
        return holds.isEmpty() ? "" : "-n " + (holds.contains(" ") ? quoted(holds) : holds) + " ";
    }

    private void line(String arguments) {
        script.append("complete -c ")
                .append(program)
                .append(' ')
                .append(arguments)
                .append('\n');
    }

    private void options(String condition, ShellCommand command) {
        command.options().forEach(option -> line(condition + option(option)));
        if (command.spec().positionalParameters().stream().anyMatch(Fish::isFile)) {
            line(condition + "-F");
        }
    }

    private static String option(OptionSpec option) {
        String names = Arrays.stream(option.names())
                .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                .collect(joining(" "));
        String value = option.arity().min() == 0 ? "" : isFile(option) ? " -r -F" : " -x";
        return names + value + " -d " + quoted(Description.brief(option));
    }

    private static boolean isFile(ArgSpec argument) {
        return argument.type() == Path.class || argument.auxiliaryTypes()[0] == Path.class;
    }

    private static String quoted(String words) {
        return "'" + words.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
