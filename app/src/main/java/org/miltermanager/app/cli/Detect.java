package org.miltermanager.app.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.miltermanager.app.config.Configuration;
import org.miltermanager.app.config.OwnAddress;
import org.miltermanager.app.config.Settings;
import org.miltermanager.app.detection.SeenMilter;
import org.miltermanager.app.detection.Suggestion;
import org.miltermanager.app.host.HostFailure;
import org.miltermanager.app.host.Identity;
import org.miltermanager.app.json.Json;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.product.Products;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code milter-manager detect}. */
@Command(
        name = "detect",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Find the milters that are installed on this host, and tell where each listens and whether it is asked.",
            "",
            "Each comes with its socket's owner, group and mode, whether the daemon could open it and what would help, whether"
                    + " the host starts it, its place in the chain, the conditions under which it is asked, and which"
                    + " file and line says so.",
            "The daemon does the same when it starts and when it reloads. Changes nothing.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:looked, whatever was found",
            "1:the configuration has mistakes, or there is no such directory",
            "2:wrong usage"
        })
public final class Detect implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private ConfigurationDirectory directory = new ConfigurationDirectory();

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description =
                    "Look at the host whose files lie there, such as an image, not at this one. Nothing of it runs, so "
                            + "sockets are not looked at.")
    private @Nullable Path root;

    @Option(names = "--json", description = "Print the findings as one line of JSON.")
    private boolean json;

    @Option(
            names = "--suggest",
            description =
                    "Print the lines of Postfix's main.cf that put the manager in the place of its list of milters.")
    private boolean suggest;

    @Override
    public Integer call() {
        if (root != null && !Files.isDirectory(root)) {
            throw new HostFailure(root + " is no directory");
        }
        List<Finding> found = Products.find(root == null ? Host.live() : Host.at(root));
        Settings settings = root == null
                ? directory.files(List.of()).with(() -> found).read().settings()
                : Configuration.defaults();
        List<Finding> findings = found.stream()
                .filter(finding -> finding.endpoint()
                        .filter(endpoint -> OwnAddress.reaches(endpoint, settings.listen()))
                        .isEmpty())
                .toList();
        PrintWriter out = command.commandLine().getOut();
        if (suggest) {
            Suggestion.lines(findings, settings.listen()).forEach(out::println);
            return ExitCode.OK;
        }
        List<SeenMilter> seen = seen(findings, settings);
        if (json) {
            out.println(Json.of(
                    Map.of("milters", seen.stream().map(SeenMilter::json).toList())));
        } else {
            seen.forEach(milter -> milter.lines().forEach(out::println));
        }
        if (seen.isEmpty() && !json) {
            out.println("no milter was found");
        }
        return ExitCode.OK;
    }

    private List<SeenMilter> seen(List<Finding> findings, Settings settings) {
        if (root != null) {
            return findings.stream().map(SeenMilter::onPaper).toList();
        }
        Identity daemon = daemon(settings);
        return findings.stream().map(finding -> SeenMilter.of(finding, daemon)).toList();
    }

    /** As whom the daemon would run; where there is no such user yet, whoever asks. */
    private static Identity daemon(Settings settings) {
        Identity current = Identity.current();
        try {
            return current.root() && settings.user().isPresent()
                    ? Identity.of(settings.user().get(), settings.group())
                    : current;
        } catch (HostFailure noSuchUser) {
            return current;
        }
    }
}
