package org.miltermanager.chain;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.miltermanager.milter.BodyReplacement;
import org.miltermanager.milter.Terms;
import org.miltermanager.wire.ActionFlag;
import org.miltermanager.wire.BodyChunk;
import org.miltermanager.wire.EndOfBody;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.StepFlag;
import org.miltermanager.wire.Verdict;

/**
 * The milters of one SMTP session. They are asked in list order; the first answer that decides is the answer, and those behind it are not
 * asked. Used by the session's thread alone.
 */
public final class Chain implements AutoCloseable {
    /** What we ask the mail server for: content without an answer to each part, since the message is judged when it is complete. */
    private static final Set<StepFlag> WANTED =
            EnumSet.of(StepFlag.NR_HDR, StepFlag.NR_EOH, StepFlag.NR_BODY, StepFlag.HDR_LEADSPC);

    private static final SmtpReply CLOSING = new SmtpReply(421, "4.7.0", "Server closing connection");

    private final ChainSettings settings;
    private final SessionListener listener;
    private final Knowledge known;
    private final StageClock clock = new StageClock();
    private final LocalMail localMail = new LocalMail();
    private final List<Link> links;
    private final MacroRequests requests;
    private MailServer server;
    private boolean messageOpen;
    private volatile boolean interrupted;
    private @Nullable Draft draft;

    /**
     * Opens the conversations, all at the same time. Milters that cannot be reached are answered for by their failure policy.
     *
     * @param milters in the order in which they are asked
     * @param offer what the mail server supports
     */
    public Chain(List<LinkSettings> milters, ChainSettings settings, Negotiate offer, SessionListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.server = settings.front().assumed();
        this.known = new Knowledge(milters, clock);
        this.links = milters.stream().map(milter -> link(milter, offer)).toList();
        clock.start(settings.commandTime().orElseGet(settings.front()::negotiationTime), 1);
        try {
            open();
        } catch (RuntimeException | Error noThread) {
            close();
            throw noThread;
        }
        this.requests = requests(offer);
    }

    private Link link(LinkSettings milter, Negotiate offer) {
        var terms = new Terms(offer, clock, this::newBody, remark -> listener.remarked(milter.name(), remark));
        return new Link(milter, terms, listener, known.circumstances());
    }

    private BodyReplacement newBody() {
        return new BodyReplacement(settings.messages().newReplacement(), server.endsLastLine());
    }

    private void open() {
        List<Link> wanted = links.stream().filter(Link::isAskedAnyway).toList();
        var opening = new ArrayList<CompletableFuture<Void>>();
        try {
            wanted.stream()
                    .skip(1)
                    .map(link -> CompletableFuture.runAsync(link.seat()::take, settings.threads()))
                    .forEach(opening::add);
            wanted.stream().findFirst().ifPresent(link -> link.seat().take());
        } finally {
            CompletableFuture.allOf(opening.toArray(CompletableFuture[]::new)).join();
        }
    }

    /** What is asked for by name; nothing where the mail server takes no requests, and then each milter is told what it sends. */
    private MacroRequests requests(Negotiate offer) {
        var asked = new MacroRequests(settings.front().possible());
        if (offer.actions().contains(ActionFlag.SETSYMLIST)) {
            links.forEach(link -> asked.add(link.seat().wishes().macros()));
        }
        return asked;
    }

    /** The answer to the mail server's offer. */
    public Negotiate answer(Negotiate offer) {
        var steps = EnumSet.copyOf(WANTED);
        if (links.stream().anyMatch(link -> link.seat().wishes().rejectedRecipients())) {
            steps.add(StepFlag.RCPT_REJ);
        }
        steps.retainAll(offer.steps());
        int version = Math.min(offer.version(), Negotiate.LATEST);
        return new Negotiate(version, offer.actions(), steps, requests.together());
    }

    /** An event: asks the milters, or keeps a part of the content until the message is complete. */
    public Verdict offer(Event event, Macros macros) {
        listener.happened(event, macros);
        if (event.stage().isContent()) {
            keep(event, macros);
            return Ruling.CONTINUE;
        }
        if (event.stage() == Stage.CONNECT) {
            recognise(macros);
        }
        messageOpen |= event.stage() == Stage.MAIL;
        localMail.happened(event);
        if (event instanceof RcptTo recipient && RejectedRecipient.is(macros)) {
            return showRejected(recipient, macros);
        }
        known.happened(event, macros);
        return ask(event, macros);
    }

    private void recognise(Macros macros) {
        server = settings.front().recognise(macros);
        links.forEach(link -> link.behind(server, requests));
    }

    private Verdict ask(Event event, Macros macros) {
        int all = links.stream().mapToInt(link -> link.takers(event.stage())).sum();
        clock.start(settings.commandTime(server), all);
        for (Link link : links) {
            int takers = link.takers(event.stage());
            Verdict verdict = link.ask(event, macros);
            clock.answered(takers);
            if (verdict.decides()) {
                Verdict told = told(event.stage(), verdict);
                if (event.stage() == Stage.RCPT && told.decides()) {
                    known.refusedRecipient();
                    links.subList(0, links.indexOf(link) + 1).forEach(asked -> asked.lost(event));
                }
                listener.answered(event.stage(), told, link.name());
                endMessageDecidedAt(event.stage());
                return told;
            }
        }
        listener.answered(event.stage(), Ruling.CONTINUE, "");
        return Ruling.CONTINUE;
    }

    /**
     * Sendmail tells its other milters that a message is over that one refused or discarded at MAIL. Us it does not tell, who refused it:
     * we have to. Later decisions it leaves until the client ends the message, and tells us too.
     */
    private void endMessageDecidedAt(Stage stage) {
        if (stage == Stage.MAIL && !server.abortsAlways()) {
            links.forEach(Link::abort);
        }
    }

    private Verdict told(Stage stage, Verdict verdict) {
        Verdict harmless = verdict == Ruling.SHUTDOWN ? CLOSING : verdict;
        return settings.rejectLocalRecipientsLater() ? localMail.permitted(stage, harmless) : harmless;
    }

    /** The recipient is rejected whatever the milters say; one that accepts or discards is out of the message all the same, as behind Postfix. */
    private Verdict showRejected(RcptTo recipient, Macros macros) {
        clock.start(settings.commandTime(server), links.size());
        for (Link link : links) {
            if (link.seat().wishes().rejectedRecipients()
                    && link.show(recipient, macros).decides()) {
                break;
            }
        }
        return Ruling.CONTINUE;
    }

    private void keep(Event event, Macros macros) {
        if (event instanceof Header header) {
            draft().append(header);
        } else if (event instanceof BodyChunk(var content) && draft().append(content)) {
            giveHeadStart(draft(), macros);
        }
    }

    private void giveHeadStart(Draft message, Macros macros) {
        if (message.refusal().or(localMail::owed).isEmpty()) {
            clock.start(settings.messageTime(server), 1);
            new HeadStart(links).give(message.arriving(), macros.soFar());
        }
    }

    /** The message is complete: all milters judge it. What they made of it is the caller's to tell, to {@link #answered}, and to close. */
    public Reviewed endOfMessage(EndOfBody last, Macros macros) {
        try (Draft message = draft()) {
            message.append(last.last());
            message.complete();
            return judge(message, macros);
        } finally {
            draft = null;
            known.forgetMessage();
            endMessage();
        }
    }

    private Reviewed judge(Draft message, Macros macros) {
        Optional<Verdict> refusal = message.refusal().or(localMail::owed);
        if (refusal.isPresent()) {
            return Reviewed.decided(refusal.get(), "", message.arrivedSize());
        }
        clock.start(settings.messageTime(server), 1);
        Reviewed reviewed = new Review(links, message, server, macros, known, listener).run();
        return reviewed.verdict() == Ruling.SHUTDOWN
                ? Reviewed.decided(CLOSING, reviewed.decider(), reviewed.size())
                : reviewed;
    }

    /** The mail server is told what became of the message. */
    public void answered(Reviewed told) {
        if (!interrupted) {
            messageOpen = false;
            listener.messageAnswered(told);
        }
    }

    private void endMessage() {
        if (server.abortsAlways()) {
            links.forEach(Link::endMessage);
        } else {
            links.forEach(Link::abort);
        }
    }

    /** The mail server gave the message up, if one was open. */
    public void abort() {
        reportAborted();
        discardDraft();
        known.forgetMessage();
        links.forEach(Link::abort);
    }

    /** An abort behind the end of a message, as Postfix sends it, gives nothing up. */
    private void reportAborted() {
        if (messageOpen) {
            messageOpen = false;
            listener.aborted();
        }
    }

    /**
     * The mail server is gone while the milters judge a message. To be called by another thread; what {@link #endOfMessage} then returns
     * is of no use.
     */
    public void interrupt() {
        interrupted = true;
        links.forEach(link -> link.seat().interrupt());
    }

    private Draft draft() {
        if (draft == null) {
            known.contentBegins();
            draft = new Draft(settings.messages(), server, listener::exceeded);
        }
        return draft;
    }

    private void discardDraft() {
        if (draft != null) {
            draft.close();
            draft = null;
        }
    }

    /** The mail server vanished without a word. Those that work on a message are told that it is over, as libmilter would conclude. */
    public void abandon() {
        reportAborted();
        discardDraft();
        links.stream().filter(Link::takesContent).forEach(Link::abort);
    }

    /** The session is over, and a message that is open: a mail server that ends it within one need not say so. */
    @Override
    public void close() {
        reportAborted();
        discardDraft();
        known.close();
        links.forEach(Link::close);
    }
}
