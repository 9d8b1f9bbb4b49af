package org.miltermanager.milters.greylist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.condition.Network;
import org.miltermanager.milter.BodyReplacement;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Terms;
import org.miltermanager.milters.greylist.GreylistSettings.OnStoreLoss;
import org.miltermanager.milters.greylist.GreylistSettings.Report;
import org.miltermanager.milters.greylist.embedded.EmbeddedStore;
import org.miltermanager.milters.greylist.store.GreylistStore;
import org.miltermanager.milters.greylist.store.MovedClock;
import org.miltermanager.milters.greylist.store.Pace;
import org.miltermanager.milters.greylist.store.StorePlace;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.InsertHeader;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SessionMacros;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

class GreylistMilterTest {
    private static final Duration DELAY = Duration.ofMinutes(10);
    private static final Clock DATE = Clock.fixed(Instant.parse("2026-11-21T12:34:56Z"), ZoneOffset.UTC);

    private final MovedClock clock = new MovedClock();
    private final GreylistStore store = EmbeddedStore.inMemory(clock);
    private final SessionMacros macros = new SessionMacros();

    /** A message without anything. */
    private static final class Empty implements Message {
        @Override
        public List<Header> headers() {
            return List.of();
        }

        @Override
        public Iterable<Octets> body() {
            return List.of();
        }

        @Override
        public long bodySize() {
            return 0;
        }
    }

    private static GreylistSettings settings(Report report, boolean quiet, OnStoreLoss onStoreLoss) {
        return new GreylistSettings(
                new Pace(DELAY, Duration.ofDays(5), Duration.ofDays(7), 5, 2),
                24,
                64,
                new GreylistSettings.Exempt(
                        Stream.of("198.51.100.0/24")
                                .flatMap(text -> Network.parse(text).stream())
                                .toList(),
                        List.of(".white.example"),
                        List.of("friend@example.org", ".friends.example"),
                        List.of("postmaster@"),
                        true),
                report,
                quiet,
                new StorePlace.File(java.nio.file.Path.of("/nowhere")),
                onStoreLoss);
    }

    private static GreylistSettings usual() {
        return settings(Report.ALL, false, OnStoreLoss.ACCEPT);
    }

    private Conversation session(GreylistSettings settings, String hostname, String address) {
        var terms = new Terms(
                new Negotiate(6, Set.of(), Set.of()), Duration::abs, GreylistMilterTest::noBody, remark -> {});
        Conversation session = new GreylistMilter(settings, store, DATE).begin(terms);
        session.on(new Connect(hostname, Connect.Family.INET, 4711, address), macros);
        return session;
    }

    private static BodyReplacement noBody() {
        throw new IllegalStateException("this milter replaces no body");
    }

    private Verdict recipient(Conversation session, String sender, String recipient) {
        session.on(new MailFrom("<" + sender + ">", List.of()), macros);
        return session.on(new RcptTo("<" + recipient + ">", List.of()), macros);
    }

    private Verdict recipient(String hostname, String address) {
        return recipient(session(usual(), hostname, address), "a@one.example", "b@example.com");
    }

    private List<Edit> edits(Conversation session) {
        return session.endOfMessage(new Empty(), macros).edits();
    }

    private static SmtpReply comeAgain(int seconds) {
        return new SmtpReply(451, "4.7.1", "Greylisted, please try again after " + seconds + " seconds");
    }

    @Test
    void asksWhoIsNewToComeAgainAndSaysWhen() {
        assertEquals(comeAgain(600), recipient("mx.one.example", "192.0.2.1"));
        clock.pass(Duration.ofMillis(60_001));

        assertEquals(comeAgain(540), recipient("mx.one.example", "192.0.2.1"));
    }

    @Test
    void letsPassWhoComesFromTheSameNetworkInTime() {
        recipient("mx.one.example", "192.0.2.1");
        clock.pass(DELAY);

        assertEquals(Ruling.CONTINUE, recipient("mx2.one.example", "192.0.2.254"));
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8::1, 2001:db8::ffff:1, true",
        "2001:db8::1, 2001:db8:0:1::1, false",
        "192.0.2.1, 192.0.3.1, false"
    })
    void knowsAClientByItsNetwork(String first, String second, boolean same) {
        recipient("unknown", first);
        clock.pass(DELAY);

        assertEquals(same ? Ruling.CONTINUE : comeAgain(600), recipient("unknown", second));
    }

    @Test
    void takesASenderThatDiffersFromMailToMailForOne() {
        recipient(session(usual(), "unknown", "192.0.2.1"), "prvs=1234abcdef=a@one.example", "b@example.com");
        clock.pass(DELAY);

        assertEquals(
                Ruling.CONTINUE,
                recipient(session(usual(), "unknown", "192.0.2.1"), "prvs=5678abcdef=a@one.example", "b@example.com"));
    }

    @Test
    void decidesForEachRecipient() {
        Conversation session = session(usual(), "unknown", "192.0.2.1");
        recipient(session, "a@one.example", "b@example.com");
        clock.pass(DELAY);

        assertEquals(Ruling.CONTINUE, recipient(session, "a@one.example", "b@example.com"));
        assertEquals(comeAgain(600), session.on(new RcptTo("<c@example.com>", List.of()), macros));
    }

    @ParameterizedTest
    @CsvSource({
        "mx.one.example,     198.51.100.9, a@one.example,      b@example.com,      Client in white list",
        "mx.white.example,   192.0.2.1,    a@one.example,      b@example.com,      Host in white list",
        "mx.one.example,     192.0.2.1,    Friend@example.org, b@example.com,      Sender in white list",
        "mx.one.example,     192.0.2.1,    a@x.friends.example,b@example.com,      Sender in white list",
        "mx.one.example,     192.0.2.1,    a@one.example,      PostMaster@any.example, Recipient in white list",
        "mail.google.com,    192.0.2.1,    a@one.example,      b@example.com,      Client is known to retry in its own"
                + " ways",
        "localhost,          /run/socket,  a@one.example,      b@example.com,      Client has no address"
    })
    void letsPassWhoNeedNotWait(String hostname, String address, String sender, String recipient, String why) {
        Conversation session = session(usual(), hostname, address);

        assertEquals(Ruling.CONTINUE, recipient(session, sender, recipient));

        assertEquals(
                why, ((InsertHeader) edits(session).getFirst()).value().strip().split(",")[0]);
    }

    @Test
    void letsAuthenticatedClientsPass() {
        macros.define(Stage.MAIL, List.of(new Macro("{auth_authen}", "alice")));

        assertEquals(Ruling.CONTINUE, recipient("unknown", "192.0.2.1"));
    }

    @Test
    void believesNoNameThatTheMailServerDoubts() {
        macros.define(Stage.CONNECT, List.of(new Macro("{client_resolve}", "FORGED")));

        assertEquals(comeAgain(600), recipient("mail.google.com", "192.0.2.1"));
    }

    @Test
    void knowsARecipientHoweverAClientWritesIt() {
        macros.define(Stage.CONNECT, List.of(new Macro("v", "Postfix 3.7.11")));
        macros.define(Stage.RCPT, List.of(new Macro("{rcpt_addr}", "b@example.com")));
        recipient("unknown", "192.0.2.1");
        clock.pass(Duration.ofMinutes(10));

        assertEquals(
                Ruling.CONTINUE,
                recipient(session(usual(), "unknown", "192.0.2.1"), "a@one.example", "\"b\"@example.com."));
    }

    @Test
    void tellsHowLongMailWaited() {
        macros.define(Stage.CONNECT, List.of(new Macro("j", "mx.receiver.example")));
        recipient("unknown", "192.0.2.1");
        clock.pass(Duration.ofSeconds(3_723));
        Conversation session = session(usual(), "unknown", "192.0.2.1");
        recipient(session, "a@one.example", "b@example.com");
        session.on(new RcptTo("<postmaster@example.com>", List.of()), macros);

        assertEquals(
                List.of(new InsertHeader(
                        0,
                        "X-Greylist",
                        " Delayed for 01:02:03 by milter-manager (mx.receiver.example); Sat, 21 Nov 2026"
                                + " 12:34:56 +0000")),
                edits(session));
        assertEquals(List.of(), edits(session));
    }

    @Test
    void saysThatNothingWaitedWhereThereIsNoDelay() {
        var usual = usual();
        var pace = new Pace(Duration.ZERO, Duration.ofDays(5), Duration.ofDays(7), 5, 2);
        Conversation session = session(
                new GreylistSettings(
                        pace, 24, 64, usual.exempt(), Report.NODELAYS, false, usual.store(), usual.onStoreLoss()),
                "unknown",
                "192.0.2.1");

        assertEquals(Ruling.CONTINUE, recipient(session, "a@one.example", "b@example.com"));
        assertTrue(edits(session).toString().contains(" No delay is set, not delayed by milter-manager"));
    }

    @ParameterizedTest
    @CsvSource({"NONE, 0, 0", "DELAYS, 1, 0", "NODELAYS, 0, 1", "ALL, 1, 1"})
    void tellsOfTheMailThatItShallTellOf(Report report, int waited, int passed) {
        recipient("unknown", "192.0.2.1");
        clock.pass(DELAY);
        Conversation session = session(settings(report, false, OnStoreLoss.ACCEPT), "unknown", "192.0.2.1");

        recipient(session, "a@one.example", "b@example.com");
        assertEquals(waited, edits(session).size());
        recipient(session, "a@one.example", "b@example.com");
        assertEquals(passed, edits(session).size());
    }

    @Test
    void canKeepTheTimeToItself() {
        Conversation session = session(settings(Report.ALL, true, OnStoreLoss.ACCEPT), "unknown", "192.0.2.1");

        assertEquals(
                new SmtpReply(451, "4.7.1", "Greylisted, please try again later"),
                recipient(session, "a@one.example", "b@example.com"));
    }

    @Test
    void letsMailPassWhileNothingIsRemembered() {
        store.close();

        assertEquals(Ruling.CONTINUE, recipient("unknown", "192.0.2.1"));
    }

    @Test
    void letsMailWaitWhileNothingIsRememberedWhereItShall() {
        store.close();
        Conversation session = session(settings(Report.ALL, false, OnStoreLoss.TEMPFAIL), "unknown", "192.0.2.1");

        var reply = (SmtpReply) recipient(session, "a@one.example", "b@example.com");

        assertTrue(reply.toString().startsWith("451 4.3.0 "), reply::toString);
    }

    @Test
    void theListOfWellKnownHostsIsReadable() {
        assertEquals(Optional.of(".google.com"), WellKnownRetriers.names().entryFor("mail-ed1-f41.google.com"));
    }
}
