package org.miltermanager.app.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.miltermanager.chain.Reviewed;
import org.miltermanager.milter.Outcome;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.InsertHeader;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The statistics lines of milter manager, from which its analyzers draw. One for each session. */
final class Statistics {
    private static final Logger LOG = LoggerFactory.getLogger(Statistics.class);

    private final String session;
    private final SessionLogs all;
    private final long start = System.nanoTime();
    private final Map<String, Ending> milters = new LinkedHashMap<>();
    private Ending own = new Ending("start", "pass");

    /** Where something stood, and what had become of it. */
    private record Ending(String state, String status) {}

    Statistics(String session, SessionLogs all) {
        this.session = session;
        this.all = all;
    }

    void reached(Stage stage) {
        own = new Ending(Words.of(stage), stage == Stage.MAIL ? "pass" : own.status());
    }

    void asked(String milter, Stage stage, Verdict verdict) {
        milters.put(milter, new Ending(Words.of(stage), Words.of(verdict)));
    }

    void failed(String milter) {
        milters.computeIfPresent(milter, (name, ending) -> new Ending(ending.state(), "error"));
        milters.putIfAbsent(milter, new Ending("start", "error"));
    }

    void undecided(String milter) {
        log(all.undecided(milter));
    }

    void decided(Verdict verdict) {
        own = new Ending(own.state(), Words.of(verdict));
    }

    /** The message was given up. Where it was refused before, that is why. */
    void abandoned() {
        if (own.status().equals("pass")) {
            own = new Ending(own.state(), "abort");
        }
    }

    void reviewed(String milter, Outcome outcome) {
        asked(milter, Stage.END_OF_MESSAGE, outcome.verdict());
        headers(outcome.edits())
                .forEach(header -> log("[milter][header][add](" + session + "): " + header + ": " + milter));
    }

    void answered(Reviewed reviewed) {
        boolean held = reviewed.quarantine().isPresent();
        own = new Ending(Words.of(Stage.END_OF_MESSAGE), held ? "quarantine" : Words.of(reviewed.verdict()));
        headers(reviewed.edits()).forEach(header -> log("[session][header][add](" + session + "): " + header));
        if (held) {
            log("[reply][end-of-message][quarantine](" + session + ")");
        }
    }

    private static List<String> headers(List<Edit> edits) {
        return edits.stream()
                .map(edit -> switch (edit) {
                    case AddHeader added -> header(added.name(), added.value());
                    case InsertHeader inserted -> header(inserted.name(), inserted.value());
                    case ChangeHeader changed when !changed.deletes() -> header(changed.name(), changed.value());
                    default -> "";
                })
                .filter(header -> !header.isEmpty())
                .toList();
    }

    private static String header(String name, String value) {
        return "<" + name + ">=<" + value.strip() + ">";
    }

    void ended(boolean orderly) {
        String elapsed = String.format(Locale.ROOT, "%.6f", (System.nanoTime() - start) / 1e9);
        milters.forEach((name, ending) -> log("[milter][end][" + ending.state() + "][" + ending.status() + "]["
                + elapsed + "](" + session + "): " + name));
        log("[session][end][" + own.state() + "][" + own.status() + "][" + elapsed + "](" + session + ")");
        if (!orderly) {
            log("[session][disconnected][" + elapsed + "](" + session + ")");
        }
        log(all.finish());
    }

    private static void log(String line) {
        LOG.info(Severity.AS_NOTICE, "[statistics] {}", line);
    }
}
