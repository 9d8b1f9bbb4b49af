package org.miltermanager.app.cli.manual;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.miltermanager.app.cli.ExitCode;
import org.miltermanager.app.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code milter-manager manual}, for those who make packages: hence not in the list of commands. */
@Command(
        name = "manual",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = {
            "Write the manual pages and the completion of shells into a directory.",
            "",
            "The pages go to its directory man, the completion to completion/bash, completion/zsh and completion/fish, the files named as the "
                    + "systems want them.",
            ""
        })
public final class Manual implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(paramLabel = "DIRECTORY", description = "Is made if it is not there.")
    private Path directory = Path.of("");

    @Override
    public Integer call() throws IOException {
        CommandSpec program = Objects.requireNonNull(command.parent(), "it is a subcommand");
        List<ShellCommand> all = ShellCommand.all(program);
        String version = Version.text();
        for (ShellCommand each : all) {
            write("man/" + each.page() + "." + each.section(), CommandPage.of(each, all, version));
            if (each.hasOwnName()) {
                write("completion/bash/" + each.page(), Bash.of(each));
                write("completion/fish/" + each.page() + ".fish", Fish.of(each));
            }
        }
        write("man/" + ConfigurationPage.NAME + ".5", ConfigurationPage.of(version));
        write("completion/zsh/_milter-manager", Zsh.of(all));
        return ExitCode.OK;
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
