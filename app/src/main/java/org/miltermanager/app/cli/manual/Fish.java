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

    /**
     * The file of one name.
     *
     * @param all every command, of which the program itself has those as its subcommands
     */
    static String of(ShellCommand command, List<ShellCommand> all) {
        var fish = new Fish(command.page());
        if (command.isProgram()) {
            var others = all.stream().filter(other -> !other.isProgram()).toList();
            fish.options("-n __fish_use_subcommand ", command);
            others.forEach(other ->
                    fish.line("-n __fish_use_subcommand -a " + other.name() + " -d " + quoted(other.summary())));
            others.forEach(other -> fish.options("-n '__fish_seen_subcommand_from " + other.name() + "' ", other));
        } else {
            fish.options("", command);
        }
        return fish.script.toString();
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
