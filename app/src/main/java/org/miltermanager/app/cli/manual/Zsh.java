package org.miltermanager.app.cli.manual;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for zsh, as compsys wants it (zshcompsys(1)): one file for all names of the program. */
final class Zsh {
    private final StringBuilder script = new StringBuilder();

    private Zsh() {}

    static String of(List<ShellCommand> all) {
        var zsh = new Zsh();
        zsh.line("#compdef "
                + all.stream()
                        .filter(ShellCommand::hasOwnName)
                        .map(ShellCommand::page)
                        .collect(joining(" ")));
        all.forEach(command -> zsh.function(function(command), command));
        zsh.line("");
        zsh.line("case $service in");
        all.stream()
                .filter(ShellCommand::hasOwnName)
                .forEach(command -> zsh.line("  " + command.page() + ") " + function(command) + " ;;"));
        zsh.line("esac");
        return zsh.script.toString();
    }

    private static String function(ShellCommand command) {
        return "_milter-manager_" + command.name();
    }

    private void line(String line) {
        script.append(line).append('\n');
    }

    /** The program's subcommands have functions of their own, which other names of theirs use as well; theirs come behind them. */
    private void function(String name, ShellCommand command) {
        List<ShellCommand> others = command.subcommands();
        line("");
        line(name + "() {");
        if (!others.isEmpty()) {
            line("  local curcontext=$curcontext state line");
        }
        line("  _arguments -s " + (others.isEmpty() ? "" : "-C ") + "\\");
        command.options().forEach(option -> line("    " + option(option) + " \\"));
        if (!others.isEmpty()) {
            line("    '1:command:->command' '*::argument:->argument'");
            line("  case $state in");
            commands(others, other -> command.isProgram() ? function(other) : name + "_" + other.name());
            line("  esac");
        } else {
            line("    "
                    + command.spec().positionalParameters().stream()
                            .map(parameter -> "'*:" + escaped(parameter.paramLabel()) + ":" + values(parameter) + "'")
                            .findFirst()
                            .orElse("'*: :'"));
        }
        line("}");
        if (!command.isProgram()) {
            others.forEach(other -> function(name + "_" + other.name(), other));
        }
    }

    private void commands(List<ShellCommand> commands, Function<ShellCommand, String> function) {
        line("    command)");
        line("      local -a commands=("
                + commands.stream()
                        .map(command -> "'" + command.name() + ":" + escaped(command.summary()) + "'")
                        .collect(joining(" "))
                + ")");
        line("      _describe command commands ;;");
        line("    argument)");
        line("      case $line[1] in");
        commands.forEach(command -> line("        " + command.name() + ") " + function.apply(command) + " ;;"));
        line("      esac ;;");
    }

    /** Its names exclude each other, unless it may be repeated; then what it means and what it takes. */
    private static String option(OptionSpec option) {
        boolean takes = option.arity().max() > 0;
        var names = Stream.of(option.names())
                .map(name -> !takes ? name : name.startsWith("--") ? name + "=" : name + "+")
                .toList();
        String repeats = option.isMultiValue() ? "*" : "(" + String.join(" ", option.names()) + ")";
        String meaning = "[" + escaped(Description.brief(option)) + "]";
        String value = takes
                ? ":" + (option.arity().min() == 0 ? ":" : "") + escaped(option.paramLabel()) + ":" + values(option)
                : "";
        return names.size() == 1
                ? "'" + repeats + names.getFirst() + meaning + value + "'"
                : "'" + repeats + "'{" + String.join(",", names) + "}'" + meaning + value + "'";
    }

    private static String values(ArgSpec argument) {
        return argument.type() == Path.class || argument.auxiliaryTypes()[0] == Path.class ? "_files" : "";
    }

    private static String escaped(String words) {
        return words.replace("\\", "\\\\")
                .replace("'", "'\\''")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace(":", "\\:")
                .replace("`", "\\`")
                .replace("$", "\\$");
    }
}
