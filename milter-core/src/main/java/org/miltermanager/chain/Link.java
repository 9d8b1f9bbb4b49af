package org.miltermanager.chain;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.miltermanager.condition.Answer;
import org.miltermanager.condition.Circumstances;
import org.miltermanager.condition.Opinion;
import org.miltermanager.milter.Content;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milter.Terms;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.AddRecipient;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.ChangeSender;
import org.miltermanager.wire.DeleteRecipient;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.InsertHeader;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Quarantine;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.ReplaceBody;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/**
 * One milter's place in the list, in one SMTP session: whether it is asked, and what it has missed when it is. Used by one thread at a
 * time.
 */
final class Link {
    private static final Set<Stage> SESSION = EnumSet.of(Stage.CONNECT, Stage.HELO);

    private final LinkSettings settings;
    private final Admission admission;
    private final Partner partner;
    private final Memory memory = new Memory();
    private @Nullable Verdict owed;

    /** @param known what the milter's condition is about */
    Link(LinkSettings settings, Terms terms, SessionListener listener, Circumstances known) {
        this.settings = settings;
        this.admission = new Admission(settings, known, listener);
        this.partner = new Partner(settings, terms, listener, admission);
    }

    String name() {
        return settings.name();
    }

    Seat seat() {
        return partner.seat();
    }

    /** @return true where it is asked whoever connects, and can be got ready before */
    boolean isAskedAnyway() {
        return admission.isGivenBeforehand();
    }

    /** Whose milters' manners are to be kept, and what was asked of it on behalf of all milters. */
    void behind(MailServer recognised, MacroRequests requests) {
        partner.behind(recognised, requests);
    }

    /** How many milters may take their time to answer an event of that stage, for all that is known before: 1, or 0 where it is not asked. */
    int takers(Stage stage) {
        boolean takes = !settings.milter().answersAtOnce() && admission.mayAsk(stage) && partner.mayTake(stage);
        return takes ? 1 : 0;
    }

    /** Tells an event before the content, and takes the answer. */
    Verdict ask(Event event, Macros macros) {
        switch (event.stage()) {
            case MAIL -> beginMessage();
            case HELO -> memory.forgetFrom(Stage.HELO);
            case RCPT, DATA -> memory.forgetFrom(Stage.DATA);
            case CONNECT, UNKNOWN, HEADER, END_OF_HEADERS, BODY, END_OF_MESSAGE -> {}
        }
        Answer admitted = admission.at(event.stage());
        Verdict verdict = switch (admitted) {
            case ASK -> asked(event, macros);
            case SKIP -> Ruling.CONTINUE;
            case TEMPFAIL -> event.stage() == Stage.UNKNOWN ? Ruling.CONTINUE : Ruling.TEMPFAIL;
        };
        remember(event, macros, admitted == Answer.ASK);
        return settings.evaluation() ? Ruling.CONTINUE : verdict;
    }

    private void beginMessage() {
        partner.endMessage();
        owed = null;
        memory.forgetFrom(Stage.MAIL);
        if (seat().isTriedAgain()) {
            seat().vacate();
        }
    }

    private Verdict asked(Event event, Macros macros) {
        catchUp(macros);
        if (owed != null && event.stage() != Stage.UNKNOWN) {
            return owed;
        }
        Verdict verdict = partner.answer(event, macros);
        if (event.stage() == Stage.RCPT && !verdict.decides()) {
            admission.tookRecipient();
        }
        return verdict;
    }

    /**
     * Tells what the milter has missed. What it refuses of a message that way is its answer whenever it is asked about the message: the
     * client has had its answers to the commands in question.
     */
    private void catchUp(Macros macros) {
        if (!seat().isBegun()) {
            partner.begin();
            memory.nothingIsTold();
        }
        for (var missed = memory.next(); missed.isPresent() && owed == null; missed = memory.next()) {
            Event event = missed.get().event();
            Verdict verdict = partner.catchUp(event, missed.get().macros(macros));
            if (verdict.decides() && !SESSION.contains(event.stage())) {
                owed = verdict;
            }
        }
    }

    private void remember(Event event, Macros macros, boolean told) {
        if (SESSION.contains(event.stage()) || admission.mayNeed(event.stage())) {
            memory.keep(event, macros, told);
        }
    }

    /** A milter has refused the recipient that it was asked about last: its condition is about those that the message has. */
    void lost(Event recipient) {
        admission.lostRecipient();
        memory.forget(recipient);
    }

    /** Shows a recipient that the mail server rejects itself. */
    Verdict show(RcptTo rejected, Macros macros) {
        Verdict verdict = admission.standing() == Answer.ASK ? partner.answer(rejected, macros) : Ruling.CONTINUE;
        return settings.evaluation() ? Ruling.CONTINUE : verdict;
    }

    /** The content is complete: a milter that is wanted because of it is told what came before. */
    void join(Supplier<Message> shown, Macros macros) {
        if (admission.atContent(shown, macros) == Answer.ASK) {
            catchUp(macros);
        }
        admission.report();
    }

    /**
     * One that is wanted because of the message as it arrived is told what came before. Any other {@linkplain #join joins} in its turn: one
     * whose condition is about what others make of the message, or does not hold yet, and one that turns out not to be concurrent.
     *
     * @return true where it shall work at the same time as others, and has work to do
     */
    boolean worksAlongside(Supplier<Message> asArrived, Macros macros) {
        if (!seat().mayBeConcurrent() || admission.waitsForOthers()) {
            return false;
        }
        boolean wanted = admission.atContent(asArrived, macros) == Answer.ASK;
        if (wanted) {
            catchUp(macros);
        }
        if (wanted && seat().isConcurrent()) {
            admission.report();
            return takesContent();
        }
        admission.reconsider();
        return false;
    }

    /**
     * @return true where nothing that the content says can change whether it is asked: then it is known already whether it
     *     {@linkplain #takesContent takes} the content
     */
    boolean isSettled() {
        return admission.isSettled();
    }

    /** Presents the message while it arrives; what came of it is part of the {@linkplain #review review}. */
    void presentArriving(Content content, Macros macros) {
        partner.presentArriving(content, macros);
    }

    /** @return true where the milter has to see the content of the present message */
    boolean takesContent() {
        return owed == null && admission.standing() == Answer.ASK && partner.takesContent();
    }

    /** What answers for it where it does not see the content. */
    Verdict standing() {
        return switch (admission.standing()) {
            case ASK -> owed == null || settings.evaluation() ? seat().standing() : owed;
            case SKIP -> Ruling.CONTINUE;
            case TEMPFAIL -> settings.evaluation() ? Ruling.CONTINUE : Ruling.TEMPFAIL;
        };
    }

    /**
     * What it made of the present message, for those behind it.
     *
     * @param outcome what it asked for; in evaluation mode this is told as well
     * @param counting what of it takes effect
     */
    Opinion opinion(Outcome outcome, Outcome counting) {
        if (admission.standing() != Answer.ASK) {
            return Opinion.NONE;
        }
        boolean holds = outcome.edits().stream().anyMatch(Quarantine.class::isInstance);
        Opinion.Said said = partner.said();
        return new Opinion(
                holds && said == Opinion.Said.CONTINUE ? Opinion.Said.QUARANTINE : said,
                outcome.edits().size() + (outcome.body().isPresent() ? 1 : 0),
                added(counting.edits()));
    }

    private static List<Header> added(List<Edit> edits) {
        return edits.stream()
                .flatMap(edit -> switch (edit) {
                    case AddHeader(var name, var value) -> Stream.of(new Header(name, value));
                    case InsertHeader inserted -> Stream.of(new Header(inserted.name(), inserted.value()));
                    case ChangeHeader _,
                            AddRecipient _,
                            DeleteRecipient _,
                            ChangeSender _,
                            ReplaceBody _,
                            Quarantine _ -> Stream.<Header>empty();
                })
                .toList();
    }

    /** @return true where it wants the message, or the session that it is part of, to be accepted */
    boolean accepts() {
        return !settings.evaluation() && admission.standing() == Answer.ASK && partner.said() == Opinion.Said.ACCEPT;
    }

    /** @return true where the message has to be held for this milter's failure */
    boolean holds() {
        return admission.standing() == Answer.ASK && seat().holds();
    }

    /** Presents a message completely, and takes edits and verdict. Only where the milter {@linkplain #takesContent takes} it. */
    Outcome review(Message message, Macros macros) {
        return partner.review(message, macros);
    }

    /** What of an outcome takes effect: no edits where the verdict decides, in evaluation mode nothing. */
    Outcome counting(Outcome outcome) {
        if (settings.evaluation()) {
            outcome.withoutEdits();
            return Outcome.of(Ruling.CONTINUE);
        }
        return outcome.verdict().decides() ? outcome.withoutEdits() : outcome;
    }

    /** The message is over. Postfix says so to every milter after every message, Sendmail to those that still work on it. */
    void abort() {
        partner.abort();
    }

    /** The message has its answer. */
    void endMessage() {
        partner.endMessage();
    }

    /** The session is over. */
    void close() {
        partner.close();
    }
}
