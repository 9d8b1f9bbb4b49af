package org.miltermanager.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.miltermanager.app.detection.HostDetection;
import org.miltermanager.app.host.FileTrouble;
import org.miltermanager.app.ruby.Imported;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code milter-manager import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Carry a configuration of milter manager 2 over: print our configuration for it.",
            "",
            "Reads the file and what it loads, as text: no Ruby is run. Lines that cannot be carried over are listed on standard error, each "
                    + "with file, line and what to do about it, and once more as comments at the end of the result.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything was carried over",
            "1:some lines were not, or the file cannot be read: standard error says which",
            "2:wrong usage"
        })
public final class Import implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(
            paramLabel = "FILE",
            description =
                    "Such as /etc/milter-manager/milter-manager.conf, milter-manager.local.conf or milter-manager.custom.conf.")
    private Path file = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Write the configuration there, to a file that is not there yet; otherwise to standard output.")
    private @Nullable Path output;

    @Override
    public Integer call() throws IOException {
        var imported = imported();
        if (output == null) {
            command.commandLine().getOut().print(imported.text());
        } else {
            write(output, imported.text());
        }
        var err = command.commandLine().getErr();
        imported.leftovers().forEach(err::println);
        return imported.leftovers().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private Imported imported() throws IOException {
        try {
            return Imported.from(file, new HostDetection());
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static void write(Path output, String text) throws IOException {
        try {
            Files.writeString(
                    output, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            boolean there = e instanceof FileAlreadyExistsException;
            throw new IOException(
                    output + ": " + (there ? "is there already; name a new file" : FileTrouble.reason(output, e)), e);
        }
    }
}
