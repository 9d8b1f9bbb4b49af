package org.miltermanager.app.detection;

import java.util.ArrayList;
import java.util.List;
import org.miltermanager.app.check.MailServerNotes;
import org.miltermanager.detect.Evidence;
import org.miltermanager.detect.Evidence.Topic;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.State;
import org.miltermanager.transport.Endpoint;

/** The change to Postfix's configuration that puts the manager in the place of a list of milters. */
public final class Suggestion {
    private Suggestion() {}

    /**
     * Lines to be put into {@code main.cf}, and where they are needed into a file of ours; explanations are comments.
     *
     * @param listen where the manager listens
     */
    public static List<String> lines(List<Finding> findings, Endpoint listen) {
        var lines = new ArrayList<String>();
        lines.add("# In Postfix's main.cf, in place of the lists that are there; then: systemctl reload postfix");
        lines.add("smtpd_milters = " + MailServerNotes.postfix(listen));
        lines.add("non_smtpd_milters = $smtpd_milters");
        lines.add("milter_protocol = 6");
        lines.add("milter_default_action = tempfail");
        lines.add("#");
        lines.add("# The manager then asks, in this order:");
        findings.stream().filter(Finding::enabled).forEach(milter -> lines.add("#   " + address(milter)));
        List<Finding> listed = findings.stream()
                .filter(finding -> finding.state() == State.LISTED)
                .toList();
        if (!listed.isEmpty()) {
            lines.add("#");
            lines.add("# Postfix asks these too, which the manager would not. For the manager to ask them, in");
            lines.add(
                    "# /etc/milter-manager/milter-manager.local.toml without the leading #, and then: milter-manager reload");
            listed.forEach(milter -> lines.addAll(table(milter)));
        }
        return lines;
    }

    private static String address(Finding milter) {
        return milter.name() + "  " + milter.endpoint().map(Endpoint::toString).orElse("");
    }

    private static List<String> table(Finding milter) {
        String where = milter.evidence().stream()
                .filter(evidence -> evidence.topic() == Topic.SOCKET)
                .map(Evidence::toString)
                .reduce((earlier, later) -> later)
                .orElse("");
        return List.of(
                "# " + where,
                "#[[milter]]",
                "#name = \"" + milter.name() + "\"",
                "#connect = \"" + milter.endpoint().map(Endpoint::toString).orElse("") + "\"",
                "#enabled = true");
    }
}
