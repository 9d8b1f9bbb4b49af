package org.miltermanager.app.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.miltermanager.app.mta.Phrases;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.chain.Reviewed;
import org.miltermanager.chain.SessionListener;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Outcome;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** Makes a row of each mail of one session. Rows come on the session's thread. */
final class RowWriter implements SessionListener {
    private final List<String> milters;
    private final Consumer<Row> rows;
    private final Map<String, List<String>> said = new LinkedHashMap<>();
    private String mail = "";
    private long start = System.nanoTime();
    private @Nullable Verdict refusal;

    /** @param milters their names, in list order */
    RowWriter(List<String> milters, Consumer<Row> rows) {
        this.milters = milters;
        this.rows = rows;
    }

    @Override
    public void happened(Event event, Macros macros) {
        switch (event) {
            case Connect client -> mail = client.hostname();
            case MailFrom envelope -> {
                mail = envelope.address();
                said.clear(); // what was said to the greeting is not about this mail
            }
            default -> {} // the name comes from the macros below
        }
        macros.get("i").ifPresent(id -> mail = id);
    }

    @Override
    public void asked(String milter, Stage stage, Verdict verdict, Duration took) {
        if (verdict.decides()) {
            said.put(milter, List.of("at " + stage + ": " + Phrases.of(verdict)));
        } else {
            said.putIfAbsent(milter, List.of(Phrases.of(verdict)));
        }
    }

    @Override
    public void reviewed(String milter, Outcome outcome, Duration took) {
        var lines = new ArrayList<String>();
        lines.add(Phrases.of(outcome.verdict()));
        outcome.edits().forEach(edit -> lines.add(Phrases.of(edit)));
        outcome.body().ifPresent(body -> lines.add("replace body, " + body.size() + " octets"));
        said.put(milter, lines);
    }

    @Override
    public void failed(String milter, Stage stage, MilterFailure failure, FailurePolicy applied) {
        said.put(milter, List.of("failed: " + failure.getMessage(), "on-failure: " + applied.word()));
    }

    @Override
    public void answered(Stage stage, Verdict verdict, String decider) {
        if (!verdict.decides()) {
            return;
        }
        refusal = verdict;
        if (stage != Stage.RCPT && stage != Stage.UNKNOWN) {
            finish(Phrases.of(verdict));
        }
    }

    @Override
    public void messageAnswered(Reviewed message) {
        refusal = message.verdict().decides() ? message.verdict() : null;
        boolean changed = !message.edits().isEmpty() || message.body().isPresent();
        boolean held = message.quarantine().isPresent();
        finish(
                refusal != null
                        ? Phrases.of(refusal)
                        : "accepted" + (changed ? ", changed" : "") + (held ? ", held" : ""));
    }

    @Override
    public void aborted() {
        ended("");
    }

    @Override
    public void ended(String trouble) {
        if (refusal != null) {
            finish(Phrases.of(refusal));
        }
    }

    private void finish(String answer) {
        List<List<String>> cells = milters.stream()
                .map(milter -> said.getOrDefault(milter, List.of("not asked")))
                .toList();
        rows.accept(new Row(
                Phrases.text(mail), cells, answer, refusal != null, Duration.ofNanos(System.nanoTime() - start)));
        refusal = null;
        said.clear();
        start = System.nanoTime();
    }
}
