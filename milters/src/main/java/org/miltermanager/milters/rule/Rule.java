package org.miltermanager.milters.rule;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milter.Terms;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** Does one thing with every mail that it is asked about, at one stage: the condition under which it is asked makes it a rule. */
public final class Rule implements Milter {
    private final Action action;
    private final Stage stage;

    /**
     * A rule.
     *
     * @param stage at which it answers; a change waits for the end of the message all the same, and what is due at DATA for that of a mail
     *     server that has no SMFIC_DATA (before version 4)
     */
    public Rule(Action action, Stage stage) {
        this.action = action;
        this.stage = action instanceof Action.Change ? Stage.END_OF_MESSAGE : stage;
    }

    @Override
    public boolean answersAtOnce() {
        return true;
    }

    @Override
    public Conversation begin(Terms terms) {
        return new Conversation() {
            private boolean answered;

            @Override
            public Set<Stage> stages() {
                return EnumSet.of(stage);
            }

            @Override
            public Verdict on(Event event, Macros macros) {
                answered = true;
                return action instanceof Action.Answer(var verdict) ? verdict : Ruling.CONTINUE;
            }

            @Override
            public Outcome endOfMessage(Message message, Macros macros) {
                boolean missed = stage == Stage.DATA && !answered;
                answered = false;
                if (stage != Stage.END_OF_MESSAGE && !missed) {
                    return Outcome.of(Ruling.CONTINUE);
                }
                return switch (action) {
                    case Action.Answer(var verdict) -> Outcome.of(verdict);
                    case Action.Change(var edit) -> new Outcome(List.of(edit), Ruling.CONTINUE);
                };
            }

            @Override
            public void abort() {
                answered = false;
            }
        };
    }
}
