package org.miltermanager.app.check;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.miltermanager.app.config.Settings;
import org.miltermanager.app.log.PrintableText;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Remark;
import org.miltermanager.detect.Trouble;

/** What is to be said of the milters that were found on the host: which may be missing in the chain, and which may not stay in it. */
public final class DetectionNotes {
    private DetectionNotes() {}

    /**
     * Sentences for the operator, fit to be printed. Some have lines of their own for what helps.
     *
     * @param settings what the chain became
     */
    public static List<String> of(List<Finding> findings, Settings settings) {
        return findings.stream()
                .flatMap(found -> Stream.concat(
                        found.troubles().stream().map(trouble -> note(found, trouble)),
                        asked(found, settings)
                                ? found.remarks().stream().map(remark -> note(found, remark))
                                : Stream.of()))
                .toList();
    }

    private static boolean asked(Finding found, Settings settings) {
        return settings.milters().stream()
                .anyMatch(milter -> milter.enabled() && milter.name().equals(found.name()));
    }

    private static String note(Finding found, Trouble trouble) {
        return PrintableText.of(found.name() + " was found, " + found.state().meaning() + ": " + trouble.problem()
                + "; what helps: " + trouble.remedy());
    }

    private static String note(Finding found, Remark remark) {
        return Stream.concat(
                        Stream.of(found.name() + ": " + remark.what(), "what helps: " + remark.remedy()),
                        remark.lines().stream().map(line -> "    " + line))
                .map(PrintableText::of)
                .collect(Collectors.joining("\n"));
    }
}
