package org.miltermanager.app.cli.manual;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completion for bash, which picocli writes: one file for each name of the program. */
final class Bash {
    private Bash() {}

    /** With all its subcommands. */
    static String of(ShellCommand command) {
        return AutoComplete.bash(command.page(), new CommandLine(inOrder(command)));
    }

    /** Without what is hidden; the options in the order of the help, so that the same sources give the same file. */
    private static CommandSpec inOrder(ShellCommand command) {
        CommandSpec copy = CommandSpec.create().name(command.page());
        command.options()
                .forEach(option -> copy.addOption(OptionSpec.builder(option).build()));
        command.spec()
                .positionalParameters()
                .forEach(parameter -> copy.addPositional(
                        PositionalParamSpec.builder(parameter).build()));
        command.subcommands().forEach(other -> copy.addSubcommand(other.name(), inOrder(other)));
        return copy;
    }
}
