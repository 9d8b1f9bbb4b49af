package org.miltermanager.app.cli.manual;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command as a shell knows it: the program itself, one of its subcommands, or one of theirs.
 *
 * @param name of the subcommand; that of the program for itself
 * @param spec its definition
 */
record ShellCommand(String name, CommandSpec spec) {
    private static final String PROGRAM = "milter-manager";

    /** Those that milter manager has as programs of their own are such here as well; each means the subcommand. */
    private static final Set<String> PROGRAMS_OF_THEIR_OWN = Set.of("test-server", "test-client");

    private static final Set<String> PROGRAMS_WITH_THE_FAMILY_NAME = Set.of("log-analyzer");

    /** The program and all its subcommands that are no secret, in the order in which help lists them. */
    static List<ShellCommand> all(CommandSpec program) {
        var whole = new ShellCommand(PROGRAM, program);
        return Stream.concat(Stream.of(whole), whole.subcommands().stream()).toList();
    }

    /** Its own that are no secret, in the order in which help lists them. */
    List<ShellCommand> subcommands() {
        return spec.subcommands().entrySet().stream()
                .filter(entry ->
                        !entry.getValue().getCommandSpec().usageMessage().hidden())
                .map(entry -> new ShellCommand(entry.getKey(), entry.getValue().getCommandSpec()))
                .toList();
    }

    boolean isProgram() {
        return name.equals(PROGRAM);
    }

    /** Whether a file of this name is installed that means the command. */
    boolean hasOwnName() {
        return isProgram() || PROGRAMS_OF_THEIR_OWN.contains(name) || PROGRAMS_WITH_THE_FAMILY_NAME.contains(name);
    }

    /** What its manual page is called, and its file where it has one. */
    String page() {
        if (isProgram()) {
            return PROGRAM;
        }
        return (PROGRAMS_OF_THEIR_OWN.contains(name) ? "milter-" : PROGRAM + "-") + name;
    }

    /** What is typed to call it. */
    String called() {
        return hasOwnName() ? page() : PROGRAM + " " + name;
    }

    /** Section of the manual: 1 for what every user may want, 8 for administration. */
    int section() {
        return !isProgram() && hasOwnName() ? 1 : 8;
    }

    /** Those that help lists, in its order; picocli tells those that are methods in any order. */
    List<OptionSpec> options() {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .sorted(Comparator.comparingInt(option -> option.order() < 0 ? Integer.MAX_VALUE : option.order()))
                .toList();
    }

    /** What it does in a few words, without a full stop. */
    String summary() {
        String first = Arrays.stream(spec.usageMessage().description())
                .map(Description::text)
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse(name);
        String summary = first.strip().replaceFirst("(?:\\.|:)(?: .*)?$", "");
        return summary.substring(0, 1).toLowerCase(Locale.ROOT) + summary.substring(1);
    }
}
