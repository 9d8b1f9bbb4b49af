package org.miltermanager.chain;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.miltermanager.condition.Opinion;
import org.miltermanager.milter.Content;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milter.Terms;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/**
 * One milter that is asked, in one SMTP session: what it is told, and what its answer means for what it is told later (Postfix {@code
 * milter8.c}). Used by one thread at a time.
 */
final class Partner {
    private static final Set<Stage> SESSION = EnumSet.of(Stage.CONNECT, Stage.HELO);

    private final LinkSettings settings;
    private final SessionListener listener;
    private final Terms terms;
    private final EditRules rules;
    private final Seat seat;
    private final Admission admission;
    private final Position position = new Position();
    private final EarlyPresentation early;
    private MailServer server = MailServer.POSTFIX;
    private @Nullable MacroRequests requests;
    private Map<Stage, List<String>> macroNames = Map.of();
    private Opinion.Said said = Opinion.Said.CONTINUE;

    /** @param admission what else it is told, because of its condition */
    Partner(LinkSettings settings, Terms terms, SessionListener listener, Admission admission) {
        this.settings = settings;
        this.listener = listener;
        this.terms = terms;
        this.rules = new EditRules(terms.remarks());
        this.seat = new Seat(settings, terms, listener);
        this.admission = admission;
        this.early = new EarlyPresentation(settings.name(), seat);
    }

    Seat seat() {
        return seat;
    }

    /** Whose milters' manners are to be kept, and what was asked of it on behalf of all milters. */
    void behind(MailServer recognised, MacroRequests asked) {
        server = recognised;
        requests = asked;
        nameMacros();
    }

    private void nameMacros() {
        if (requests != null) {
            macroNames = requests.toldTo(seat.wishes().macros(), server);
        }
    }

    /** Opens the conversation. */
    void begin() {
        seat.take();
        nameMacros();
    }

    /** @return false where an event of that stage is not told to it, for all that is known before */
    boolean mayTake(Stage stage) {
        boolean drops = seat.isBegun() && position.wouldDrop(stage);
        return !drops && seat.mayTake(stage);
    }

    /** Tells an event that is over, and takes the answer. */
    Verdict catchUp(Event event, Macros macros) {
        return position.wouldDrop(event.stage()) ? position.insteadOfDropped(event.stage()) : tell(event, macros);
    }

    /** Tells an event before the content, and takes the answer. */
    Verdict answer(Event event, Macros macros) {
        if (seat.conversation().isEmpty()) {
            return seat.standing();
        }
        if (event.stage() == Stage.UNKNOWN && position.isOver() && !server.tellsUnknownAlways()) {
            return Ruling.CONTINUE;
        }
        if (position.wouldDrop(event.stage())) {
            return position.insteadOfDropped(event.stage());
        }
        long start = System.nanoTime();
        Verdict verdict = tell(event, macros);
        listener.asked(settings.name(), event.stage(), verdict, Duration.ofNanos(System.nanoTime() - start));
        return verdict;
    }

    private Verdict tell(Event event, Macros macros) {
        Stage stage = event.stage();
        Optional<Conversation> open = seat.conversation();
        if (open.isEmpty() || position.skips(stage)) {
            return Ruling.CONTINUE;
        }
        try {
            return tell(event, macros, open.get());
        } catch (RuntimeException | Error failure) {
            return seat.fail(stage, failure);
        }
    }

    private Verdict tell(Event event, Macros macros, Conversation open) {
        Stage stage = event.stage();
        boolean asked = open.stages().contains(stage);
        Verdict verdict = asked ? open.on(event, told(stage, macros)) : Ruling.CONTINUE;
        if (asked || stage == Stage.MAIL) {
            position.told(stage, verdict);
        }
        return settle(stage, verdict);
    }

    private Macros told(Stage stage, Macros macros) {
        return admission.told(stage, macros.restrictedTo(macroNames), macroNames);
    }

    /** What an answer means here, and for what follows. */
    private Verdict settle(Stage stage, Verdict verdict) {
        said = Opinion.Said.of(verdict);
        return switch (verdict) {
            case Ruling.CONTINUE -> verdict;
            case Ruling.ACCEPT -> accepted(stage);
            case Ruling.SKIP -> {
                position.skip(stage);
                yield Ruling.CONTINUE;
            }
            case Ruling.DISCARD -> discarded(stage);
            case Ruling.CONN_FAIL -> throw new MilterFailure("got SMFIR_CONN_FAIL, expected a verdict");
            case Ruling.REJECT, Ruling.TEMPFAIL, Ruling.SHUTDOWN -> decided(stage, verdict);
            case SmtpReply _ -> decided(stage, verdict);
        };
    }

    private Verdict accepted(Stage stage) {
        if (SESSION.contains(stage)) {
            seat.leave(Ruling.CONTINUE, server.quitsAccepted());
        } else if (stage == Stage.UNKNOWN) {
            terms.remarks().accept("SMFIR_ACCEPT to an unknown command, taken as SMFIR_CONTINUE");
        } else {
            position.done();
        }
        return Ruling.CONTINUE;
    }

    private Verdict discarded(Stage stage) {
        if (SESSION.contains(stage) || stage == Stage.UNKNOWN) {
            terms.remarks()
                    .accept("SMFIR_DISCARD is not allowed for "
                            + stage.command().wireName() + ", taken as SMFIR_CONTINUE");
            return Ruling.CONTINUE;
        }
        if (endsPart(stage)) {
            position.done();
        }
        return Ruling.DISCARD;
    }

    private Verdict decided(Stage stage, Verdict verdict) {
        if (SESSION.contains(stage)) {
            seat.leave(settings.evaluation() ? Ruling.CONTINUE : verdict, server.quitsAccepted());
        } else if (stage != Stage.RCPT && stage != Stage.UNKNOWN) {
            if (endsPart(stage)) {
                position.refused();
            }
        }
        return verdict;
    }

    private boolean endsPart(Stage stage) {
        return stage.isContent() || settings.evaluation() || server.decisionsEndEnvelope();
    }

    /** @return true where the milter has to see the content of the present message, or sees it already */
    boolean takesContent() {
        return early.isBegun() || isWaitingForContent();
    }

    private boolean isWaitingForContent() {
        return seat.conversation().isPresent() && position.takesContent();
    }

    /**
     * Presents a message while it arrives, up to the end of its body. Only where the milter {@linkplain #takesContent takes} it, and takes it
     * as it arrives. Until {@link #review} or the end of the message only {@link #takesContent} may be called.
     *
     * @param macros which do not change any more
     */
    void presentArriving(Content content, Macros macros) {
        early.begin(() -> {
            Optional<Verdict> end = present(content, macros);
            if (end.isEmpty()) {
                seat.conversation().ifPresent(open -> open.arriving(content, told(Stage.BODY, macros)));
            }
            return end;
        });
    }

    private Optional<Verdict> present(Content content, Macros macros) {
        return new Presentation(content, audience(server.ofContent(macros))).run();
    }

    /** Presents a message completely, and takes edits and verdict. Only where the milter {@linkplain #takesContent takes} it. */
    Outcome review(Message message, Macros macros) {
        try {
            Optional<Verdict> end = early.result(() -> present(message, macros));
            return end.isPresent() ? Outcome.of(end.get()) : endOfMessage(message, macros);
        } catch (RuntimeException | Error failure) {
            return Outcome.of(seat.fail(Stage.END_OF_MESSAGE, failure));
        }
    }

    private Outcome endOfMessage(Message message, Macros macros) {
        Optional<Conversation> open = seat.conversation();
        if (open.isEmpty()) {
            return Outcome.of(seat.standing());
        }
        Outcome asked = open.get().endOfMessage(message, told(Stage.END_OF_MESSAGE, macros));
        List<Edit> edits = asked.edits().stream()
                .flatMap(edit -> rules.admit(edit, server).stream())
                .toList();
        Verdict verdict = settle(Stage.END_OF_MESSAGE, asked.verdict());
        position.endMessage();
        return new Outcome(edits, asked.body(), verdict);
    }

    private Presentation.Audience audience(Macros macros) {
        return new Presentation.Audience() {
            @Override
            public Verdict tell(Event part) {
                return Partner.this.tell(part, macros);
            }

            @Override
            public boolean wants(Stage stage) {
                boolean told = seat.conversation()
                        .filter(open -> open.stages().contains(stage))
                        .isPresent();
                return told && !position.isSkipping(stage);
            }

            @Override
            public boolean stays() {
                return isWaitingForContent() && !seat.isInterrupted();
            }
        };
    }

    /** The message is over. Postfix says so to every milter after every message, Sendmail to those that still work on it. */
    void abort() {
        early.giveUp();
        if (server.abortsAlways() || takesContent()) {
            try {
                seat.conversation().ifPresent(Conversation::abort);
            } catch (RuntimeException | Error failure) {
                seat.fail(Stage.END_OF_MESSAGE, failure);
            }
        }
        position.rest();
    }

    /** Its last word on the present message, or on the session where it is out of that. */
    Opinion.Said said() {
        return seat.hasFailed() ? Opinion.Said.FAILED : said;
    }

    /** The message has its answer. */
    void endMessage() {
        early.giveUp();
        if (seat.conversation().isPresent()) {
            said = Opinion.Said.CONTINUE;
        }
        position.endMessage();
    }

    /** The session is over. */
    void close() {
        early.giveUp();
        seat.leave(Ruling.CONTINUE, true);
    }
}
