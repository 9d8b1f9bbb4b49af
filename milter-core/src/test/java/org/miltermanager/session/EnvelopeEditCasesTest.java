package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.miltermanager.fixtures.wire.Replies.addHeader;
import static org.miltermanager.fixtures.wire.Replies.addRecipient;
import static org.miltermanager.fixtures.wire.Replies.changeSender;
import static org.miltermanager.fixtures.wire.Replies.deleteRecipient;
import static org.miltermanager.fixtures.wire.Replies.quarantine;
import static org.miltermanager.fixtures.wire.Replies.replaceBody;

import java.util.Collections;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;

/** Cases 99 to 108: edits of the envelope, quarantine, and edits that come to nothing. */
class EnvelopeEditCasesTest {
    @Test
    @Tag("case-99")
    @Tag("case-100")
    @Tag("case-101")
    void passesOnRecipientsInTheOrderOfTheMilters() throws Exception {
        try (var run = EditRun.behindPostfix()
                .milter(
                        addRecipient("<rcpt@example.com>"),
                        addRecipient("<two@example.com>"),
                        deleteRecipient("<one@example.com>"))
                .milter(
                        deleteRecipient("<two@example.com>"),
                        addRecipient("<one@example.com>", "NOTIFY=NEVER"),
                        deleteRecipient("<rcpt@example.com>"))) {
            assertEquals(
                    "+ <rcpt@example.com>, + <two@example.com>, - <one@example.com>,"
                            + " - <two@example.com>, 2 <one@example.com> | NOTIFY=NEVER, - <rcpt@example.com>, c",
                    run.play());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<>"})
    @Tag("case-99")
    void refusesARecipientThatIsNone(String address) throws Exception {
        try (var run = EditRun.behindPostfix()
                .milter(addRecipient(address), deleteRecipient(address), addHeader("X-A", "1"))) {
            assertEquals("h X-A |  1, c", run.play());

            assertEquals(2, run.managed().complaints().size());
        }
    }

    @Test
    @Tag("case-102")
    void passesOnEachChangeOfTheSender() throws Exception {
        try (var run = EditRun.behindPostfix()
                .milter(changeSender("<a@example.com>"), changeSender("<>"))
                .milter(changeSender("<b@example.com>", "RET=HDRS ENVID=x"))) {
            assertEquals("e <a@example.com>, e <>, e <b@example.com> | RET=HDRS ENVID=x, c", run.play());
        }
    }

    @Test
    @Tag("case-100")
    void showsTheNextMilterTheEnvelopeAsTheClientGaveIt() throws Exception {
        try (var run = EditRun.behindPostfix()
                .milter(changeSender("<a@example.com>"), deleteRecipient("<rcpt@example.com>"))
                .milter()) {
            run.play();

            assertEquals("OCHMRTNBE", run.events(2).replace("Q", ""));
        }
    }

    @Test
    @Tag("case-103")
    void doesNotAskLaterMiltersAboutAQuarantinedMessage() throws Exception {
        try (var run = EditRun.behindPostfix()
                .milter(quarantine("x".repeat(120)), addHeader("X-A", "1"))
                .milter(addHeader("X-B", "1"))) {
            assertEquals("h X-A |  1, q " + "x".repeat(100) + ", c", run.play());

            assertEquals("OCHMRT", run.events(2).replace("Q", ""));
        }
    }

    @Test
    @Tag("case-104")
    void quarantinesWithTheEditsOfAllBefore() throws Exception {
        try (var run = EditRun.behindPostfix()
                .milter(addHeader("X-A", "1"))
                .milter(quarantine("virus"), addHeader("X-B", "1"))) {
            assertEquals("h X-A |  1, h X-B |  1, q virus, c", run.play());
        }
    }

    @Test
    @Tag("case-105")
    void refusesAMessageThatTheSameMilterQuarantinedBefore() throws Exception {
        try (var run =
                EditRun.behindPostfix().milter(Rules.continuing().on('E', quarantine("virus"), Replies.REJECT))) {
            assertEquals("r", run.play());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"r", "t", "d", "4", "y 554 5.7.1 no"})
    @Tag("case-107")
    void dropsAllEditsOfAMessageThatALaterMilterRefuses(String verdict) throws Exception {
        var refusal = verdict.length() == 1 ? Packet.of(verdict.charAt(0)) : Replies.replyCode(verdict.substring(2));
        try (var run = EditRun.behindPostfix()
                .milter(addHeader("X-A", "1"), replaceBody("x"), changeSender("<a@example.com>"))
                .milter(Rules.continuing().on('E', refusal))) {
            assertEquals(verdict.equals("4") ? "y 421 4.7.0 Server closing connection" : verdict, run.play());
        }
    }

    @Test
    @Tag("case-108")
    void failsAMilterThatEditsWithoutEnd() throws Exception {
        var many = Collections.nCopies(10_000, addHeader("X-Many", "1")).toArray(Packet[]::new);
        try (var run = EditRun.behindPostfix().milter(many)) {
            assertEquals("t", run.play());

            assertTrue(run.managed().awaitHeard("m1 failed at ").contains("more than 5000 edits"));
        }
    }
}
