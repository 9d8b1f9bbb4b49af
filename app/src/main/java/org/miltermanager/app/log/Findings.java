package org.miltermanager.app.log;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.miltermanager.condition.Finding;

/** What became of the parts of a condition, on one line. Values of strangers cannot look like anything else. */
final class Findings {
    private Findings() {}

    static String of(List<Finding> findings) {
        return findings.stream().map(Findings::of).collect(Collectors.joining(", "));
    }

    private static String of(Finding finding) {
        String truth = finding.truth().name().toLowerCase(Locale.ROOT);
        String value = finding.value().isEmpty() ? "" : " (" + Word.quoted(finding.value()) + ")";
        return finding.part() + "=" + truth + value;
    }
}
