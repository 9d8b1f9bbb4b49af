package org.miltermanager.app.detection;

import java.time.Duration;
import java.util.List;
import org.miltermanager.detect.Evidence.Topic;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Place;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log what was found on the host. */
public final class DetectionLog {
    private static final Logger LOG = LoggerFactory.getLogger(DetectionLog.class);

    private DetectionLog() {}

    /**
     * One line for each finding, another for each trouble with what helps.
     *
     * @param time that the search took; zero where there was none
     */
    public static void write(List<Finding> findings, Duration time) {
        if (!time.isZero()) {
            LOG.info("looked for milters for {} ms, found: {}", time.toMillis(), findings.size());
        }
        for (Finding finding : findings) {
            LOG.info(
                    "detected milter={} state={} connect={} by={}",
                    finding.name(),
                    finding.state(),
                    finding.endpoint().map(Object::toString).orElse("unknown"),
                    finding.place(Topic.SERVICE).map(Place::toString).orElse("this host"));
            finding.troubles()
                    .forEach(trouble -> LOG.warn(
                            "milter={} {}; what helps: {}", finding.name(), trouble.problem(), trouble.remedy()));
        }
    }
}
