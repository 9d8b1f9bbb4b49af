package org.miltermanager.app.mta;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milter.Terms;
import org.miltermanager.milter.Wishes;
import org.miltermanager.wire.ActionFlag;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Quarantine;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/**
 * Passes everything on to a milter, and keeps its very words; the chain only tells what they mean. A quarantine is kept and not passed on:
 * it would end the way of the message before it is seen as delivered. For one session.
 */
final class Witness implements Milter {
    private final Milter witnessed;
    private final List<Edit> edits = new ArrayList<>();
    private Stage stage = Stage.CONNECT;
    private Verdict verdict = Ruling.CONTINUE;
    private boolean bodyReplaced;

    Witness(Milter witnessed) {
        this.witnessed = witnessed;
    }

    /** At which stage the last word was said. */
    Stage stage() {
        return stage;
    }

    /** The last word. */
    Verdict verdict() {
        return verdict;
    }

    List<Edit> edits() {
        return edits;
    }

    boolean bodyReplaced() {
        return bodyReplaced;
    }

    private Verdict heard(Stage at, Verdict said) {
        stage = at;
        verdict = said == Ruling.SKIP ? Ruling.CONTINUE : said;
        return said;
    }

    private Outcome heard(Outcome outcome) {
        edits.addAll(outcome.edits());
        bodyReplaced = outcome.body().isPresent();
        heard(Stage.END_OF_MESSAGE, outcome.verdict());
        List<Edit> passed = outcome.edits().stream()
                .filter(edit -> !(edit instanceof Quarantine))
                .toList();
        return new Outcome(passed, outcome.body(), outcome.verdict());
    }

    @Override
    public Conversation begin(Terms terms) {
        return new Overheard(witnessed.begin(terms));
    }

    private final class Overheard implements Conversation {
        private final Conversation open;

        Overheard(Conversation open) {
            this.open = open;
        }

        @Override
        public Set<Stage> stages() {
            return open.stages();
        }

        @Override
        public Wishes wishes() {
            return open.wishes();
        }

        @Override
        public Set<ActionFlag> actions() {
            return open.actions();
        }

        @Override
        public Verdict on(Event event, Macros macros) {
            return heard(event.stage(), open.on(event, macros));
        }

        @Override
        public Outcome endOfMessage(Message message, Macros macros) {
            return heard(open.endOfMessage(message, macros));
        }

        @Override
        public void abort() {
            open.abort();
        }

        @Override
        public void close() {
            open.close();
        }

        @Override
        public void interrupt() {
            open.interrupt();
        }

        @Override
        public void sever() {
            open.sever();
        }
    }
}
