package org.miltermanager.app.cli.manual;

import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completion for bash, which picocli writes: one file for each name of the program. */
final class Bash {
    private Bash() {}

    /** @param all every command, of which the program itself has those as its subcommands */
    static String of(ShellCommand command, List<ShellCommand> all) {
        CommandSpec copy = inOrder(command);
        if (command.isProgram()) {
            all.stream()
                    .filter(other -> !other.isProgram())
                    .forEach(other -> copy.addSubcommand(other.name(), inOrder(other)));
        }
        return AutoComplete.bash(command.page(), new CommandLine(copy));
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
        return copy;
    }
}
