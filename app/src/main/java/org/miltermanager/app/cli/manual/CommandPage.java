package org.miltermanager.app.cli.manual;

import static java.util.stream.Collectors.joining;
import static org.miltermanager.app.cli.manual.Roff.bold;
import static org.miltermanager.app.cli.manual.Roff.italic;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of one command. */
final class CommandPage {
    private final ShellCommand command;
    private final CommandSpec spec;
    private final Roff page;

    private CommandPage(ShellCommand command, String version) {
        this.command = command;
        this.spec = command.spec();
        this.page = new Roff(command.page(), command.section(), version);
    }

    /**
     * The page as man(1) reads it.
     *
     * @param all every command that has a page
     */
    static String of(ShellCommand command, List<ShellCommand> all, String version) {
        return new CommandPage(command, version).written(all);
    }

    private String written(List<ShellCommand> all) {
        page.section("NAME");
        page.raw(Roff.plain(command.page()) + " \\- " + Roff.plain(command.summary()));
        synopsis();
        description();
        if (!spec.positionalParameters().isEmpty()) {
            page.section("ARGUMENTS");
            spec.positionalParameters().forEach(this::argument);
        }
        page.section("OPTIONS");
        command.options().forEach(this::option);
        commands(all);
        exitCodes();
        page.section("SEE ALSO");
        page.raw(seeAlso(all));
        return page.toString();
    }

    private void synopsis() {
        page.section("SYNOPSIS");
        String arguments = spec.positionalParameters().stream()
                .map(parameter -> " " + italic(parameter.paramLabel()))
                .collect(joining());
        page.raw(bold(command.called()) + " [" + italic("OPTION") + "]..." + arguments);
        if (command.isProgram()) {
            page.raw(".br");
            page.raw(bold(command.called()) + " " + italic("COMMAND") + " [" + italic("OPTION") + "]...");
        }
    }

    private void description() {
        page.section("DESCRIPTION");
        for (String lines : spec.usageMessage().description()) {
            String line = Description.text(lines);
            if (line.startsWith("  ")) {
                page.example(line.stripLeading());
            } else if (!line.isBlank()) {
                page.paragraph(line);
            }
        }
    }

    private void argument(PositionalParamSpec parameter) {
        page.item(italic(parameter.paramLabel()), Description.of(parameter));
    }

    private void option(OptionSpec option) {
        String names = Arrays.stream(option.names()).map(Roff::bold).collect(joining(", "));
        String value = option.arity().min() == 0
                ? "[=" + italic(option.paramLabel()) + "]"
                : " " + italic(option.paramLabel());
        page.item(names + (option.arity().max() == 0 ? "" : value), Description.of(option));
    }

    private void commands(List<ShellCommand> all) {
        if (!command.isProgram()) {
            return;
        }
        page.section("COMMANDS");
        all.stream()
                .filter(other -> !other.isProgram())
                .forEach(other -> page.item(
                        bold(other.name()), other.summary() + "; see " + other.page() + "(" + other.section() + ")."));
    }

    private void exitCodes() {
        var codes = spec.usageMessage().exitCodeList();
        if (codes.isEmpty()) {
            return;
        }
        page.section("EXIT STATUS");
        codes.forEach((code, meaning) -> page.item(bold(code), Description.text(meaning)));
    }

    private String seeAlso(List<ShellCommand> all) {
        var pages = all.stream()
                .filter(other -> !other.equals(command) && (other.isProgram() || command.isProgram()))
                .map(other -> bold(other.page()) + "(" + other.section() + ")");
        return Stream.concat(pages, Stream.of(bold(ConfigurationPage.NAME) + "(5)"))
                .collect(joining(",\n"));
    }
}
