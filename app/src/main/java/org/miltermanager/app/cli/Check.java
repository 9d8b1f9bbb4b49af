package org.miltermanager.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.miltermanager.app.check.DetectionNotes;
import org.miltermanager.app.check.FileNotes;
import org.miltermanager.app.check.Inspection;
import org.miltermanager.app.check.MailServerNotes;
import org.miltermanager.app.check.MilterFinding;
import org.miltermanager.app.config.Configuration;
import org.miltermanager.app.config.MilterSettings;
import org.miltermanager.app.config.Settings;
import org.miltermanager.app.host.HostFailure;
import org.miltermanager.app.host.Identity;
import org.miltermanager.app.json.Json;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code milter-manager check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Read the configuration, talk to every milter in it, and say what is wrong and what would help.",
            "",
            "Run as root it judges permissions for the user that the daemon runs as. Changes nothing.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every milter that is enabled answers, and the daemon may use its files",
            "1:one does not, the daemon may not, or the configuration has mistakes",
            "2:wrong usage"
        })
public final class Check implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private ConfigurationDirectory directory = new ConfigurationDirectory();

    @Option(
            names = "--main-cf",
            paramLabel = "FILE",
            defaultValue = "/etc/postfix/main.cf",
            description =
                    "Postfix's configuration, to compare its milters with ours. Default: ${DEFAULT-VALUE}, if it can"
                            + " be read")
    private Path mainCf = Path.of("/etc/postfix/main.cf");

    @Option(names = "--json", description = "Print the result as one line of JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = directory.files(List.of()).read();
        Settings settings = configuration.settings();
        var nobody = userMissing(settings);
        Identity daemon = nobody.isEmpty() ? daemon(settings) : Identity.current();
        List<MilterFinding> findings = findings(settings, daemon);
        List<String> troubles = FileNotes.troubles(settings, daemon);
        var notes = new ArrayList<>(configuration.remarks());
        notes.addAll(MailServerNotes.of(mainCf, settings));
        FileNotes.ofTheSocket(settings).forEach(notes::add);
        FileNotes.ofTheStart(settings, daemon).forEach(notes::add);
        FileNotes.notes(configuration.files(), daemon).forEach(notes::add);
        notes.addAll(DetectionNotes.of(configuration.findings(), settings));
        boolean well =
                nobody.isEmpty() && troubles.isEmpty() && findings.stream().allMatch(MilterFinding::works);
        if (json) {
            printJson(well, nobody, troubles, findings, notes);
        } else {
            print(settings, nobody, troubles, findings, notes);
        }
        return well ? ExitCode.OK : ExitCode.FAILED;
    }

    /** As whom the daemon would run; only root can become another. */
    private static Identity daemon(Settings settings) {
        Identity current = Identity.current();
        return current.root() && settings.user().isPresent()
                ? Identity.of(settings.user().get(), settings.group())
                : current;
    }

    private static Optional<HostFailure> userMissing(Settings settings) {
        try {
            daemon(settings);
            return Optional.empty();
        } catch (HostFailure missing) {
            return Optional.of(missing);
        }
    }

    private static List<MilterFinding> findings(Settings settings, Identity daemon) {
        try (var deadlines = new Deadlines()) {
            var inspection = new Inspection(daemon, deadlines);
            return settings.milters().stream()
                    .filter(MilterSettings::enabled)
                    .flatMap(milter -> inspection.findings(milter, settings.limits()).stream())
                    .toList();
        }
    }

    private static boolean needsNothing(MilterSettings milter) {
        return milter.source() instanceof MilterSettings.Source.Inside(var settings)
                && settings.inquiries().isEmpty();
    }

    private static String place(MilterSettings milter) {
        return milter.connect().map(Endpoint::toString).orElse("runs inside");
    }

    private void print(
            Settings settings,
            Optional<HostFailure> nobody,
            List<String> troubles,
            List<MilterFinding> findings,
            List<String> notes) {
        PrintWriter out = command.commandLine().getOut();
        nobody.ifPresent(failure -> out.println("FAILED  user: " + failure.getMessage()));
        troubles.forEach(trouble -> out.println("FAILED  " + trouble));
        findings.forEach(finding -> finding.lines().forEach(out::println));
        settings.milters().stream()
                .filter(milter -> milter.enabled() && needsNothing(milter))
                .forEach(milter -> out.println("works   " + milter.name() + "  " + place(milter)));
        settings.milters().stream()
                .filter(milter -> !milter.enabled())
                .forEach(milter -> out.println("off     " + milter.name() + "  " + place(milter)));
        if (settings.milters().isEmpty()) {
            out.println("no milters are configured");
        }
        notes.forEach(note -> out.println("note    " + note.replace("\n", "\n        ")));
    }

    private void printJson(
            boolean well,
            Optional<HostFailure> nobody,
            List<String> troubles,
            List<MilterFinding> findings,
            List<String> notes) {
        var result = new LinkedHashMap<String, Object>();
        result.put("ok", well);
        nobody.ifPresent(failure -> result.put("user", failure.getMessage()));
        if (!troubles.isEmpty()) {
            result.put("troubles", troubles);
        }
        result.put("milters", findings.stream().map(MilterFinding::json).toList());
        result.put("notes", notes);
        command.commandLine().getOut().println(Json.of(result));
    }
}
