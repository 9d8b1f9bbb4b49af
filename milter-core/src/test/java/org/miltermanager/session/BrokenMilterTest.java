package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.miltermanager.chain.ChainSettings;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.Outcome;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** A milter that runs inside and breaks as no milter should: a plug-in whose classes are not all there, or that recurses without end. */
class BrokenMilterTest {
    enum Where {
        BEGIN,
        MAIL,
        HEADER,
        END,
        CLOSE
    }

    @ParameterizedTest
    @EnumSource(Where.class)
    void costsNobodyElseTheirPartOfTheSession(Where where) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start()
                        .with("b", broken(where), Managed.onFailure(FailurePolicy.ACCEPT))
                        .with("a", a)) {
            try (var mta = Dialogue.greeted(managed)) {
                assertEquals("c", mta.message(Commands.header("Subject", " hello")));
                mta.quit();
            }

            a.awaitVisit(1).awaitEnd();
            assertEquals("OCHMRTLNBEQ", a.awaitVisit(1).events());
            String heard = where == Where.CLOSE ? "b: the end of its session" : "b failed at ";
            assertTrue(managed.heard.stream().anyMatch(line -> line.startsWith(heard)), managed.heard::toString);
        }
    }

    @Test
    void whereThereIsNoThreadToReachOneTheOthersAreLeft() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start()
                        .with("a", a)
                        .with("b", a)
                        .with("c", a)
                        .where(usual -> with(usual, twoOf(usual.threads())));
                var mta = Dialogue.silent(managed)) {
            assertThrows(IllegalStateException.class, () -> mta.mta().negotiate());

            a.awaitVisit(1).awaitEnd();
        }
    }

    /** The second thread that is asked for cannot be had. */
    private static Executor twoOf(Executor threads) {
        var asked = new AtomicInteger();
        return task -> {
            if (asked.incrementAndGet() > 1) {
                throw new IllegalStateException("no thread");
            }
            threads.execute(task);
        };
    }

    private static ChainSettings with(ChainSettings usual, Executor threads) {
        return new ChainSettings(
                usual.front(),
                usual.commandTime(),
                usual.messageTime(),
                usual.messages(),
                usual.rejectLocalRecipientsLater(),
                threads);
    }

    private static Milter broken(Where where) {
        return terms -> {
            breakAt(where, Where.BEGIN);
            return new Conversation() {
                @Override
                public Set<Stage> stages() {
                    return EnumSet.of(Stage.MAIL, Stage.HEADER);
                }

                @Override
                public Verdict on(Event event, Macros macros) {
                    breakAt(where, event.stage() == Stage.MAIL ? Where.MAIL : Where.HEADER);
                    return Ruling.CONTINUE;
                }

                @Override
                public Outcome endOfMessage(Message message, Macros macros) {
                    breakAt(where, Where.END);
                    return Outcome.of(Ruling.CONTINUE);
                }

                @Override
                public void close() {
                    breakAt(where, Where.CLOSE);
                }
            };
        };
    }

    private static void breakAt(Where where, Where here) {
        if (where == here) {
            throw new NoClassDefFoundError("org/example/Missing");
        }
    }
}
