package org.miltermanager.app.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.miltermanager.app.analyzer.LogAnalysis;
import org.miltermanager.app.analyzer.Progress;
import org.miltermanager.app.host.FileTrouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code milter-manager log-analyzer}, also {@code milter-manager-log-analyzer}. Options as those of milter manager's. */
@Command(
        name = "log-analyzer",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Draw graphs of the mail log: sessions, verdicts, what was found, for all mail and for each milter.",
            "",
            "Reads the lines that the daemon wrote, those of milter manager 2 as well, and writes pages with graphs of the last day, week, "
                    + "month and year. Each run reads only what is new, through files that logrotate renamed or compressed since. For cron:",
            "",
            "  */5 * * * * milter-manager-log-analyzer --log /var/log/mail.log --output-directory /var/www/milters",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the pages are written",
            "1:the log cannot be read, or the directory not be written: standard error says why",
            "2:wrong usage"
        })
public final class LogAnalyzer implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description =
                    "The mail log; FILE.1, FILE.2.gz, FILE-20260131.gz and the like beside it are read as well. Default: standard input.")
    private @Nullable Path log;

    @Option(
            names = "--output-directory",
            paramLabel = "DIR",
            defaultValue = ".",
            description =
                    "Where the pages go, and milter-manager.history, which never grows beyond its size. Default: the present directory.")
    private Path directory = Path.of(".");

    @Option(
            names = "--no-update-db",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Only draw what is known; read no log.")
    private boolean update = true;

    @Override
    public Integer call() throws IOException {
        var commandLine = command.commandLine();
        var err = commandLine.getErr();
        boolean person = commandLine.getColorScheme().ansi() == Ansi.ON;
        var analysis = new LogAnalysis(directory, Clock.system(ZoneId.systemDefault()), err::println);
        try {
            if (!update) {
                analysis.draw();
            } else if (log == null) {
                analysis.follow(System.in, new Progress(err, false));
            } else {
                analysis.follow(log, new Progress(err, person));
            }
        } catch (NoSuchFileException missing) {
            throw new IOException(missing.getFile() + " is not there", missing);
        } catch (FileSystemException trouble) {
            String file = String.valueOf(trouble.getFile());
            throw new IOException(file + ": " + FileTrouble.reason(Path.of(file), trouble), trouble);
        }
        return ExitCode.OK;
    }
}
