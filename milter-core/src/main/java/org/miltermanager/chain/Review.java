package org.miltermanager.chain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Outcome;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Verdict;

/**
 * One message on its way past all milters: each is given it completely, as those before it left it, and the first verdict that decides
 * ends the way. Concurrent milters are given it as it arrived and work meanwhile; what they say counts at their place in the list.
 */
final class Review {
    private final List<Link> links;
    private final Draft draft;
    private final MailServer server;
    private final Macros macros;
    private final Knowledge known;
    private final SessionListener listener;
    private final Map<Link, ConcurrentReview> atWork = new HashMap<>();

    Review(List<Link> links, Draft draft, MailServer server, Macros macros, Knowledge known, SessionListener listener) {
        this.links = links;
        this.draft = draft;
        this.server = server;
        this.macros = macros;
        this.known = known;
        this.listener = listener;
    }

    /** Asks them all. */
    Reviewed run() {
        known.judged();
        try {
            startConcurrent();
            return inTurn();
        } finally {
            atWork.values().forEach(ConcurrentReview::abandon);
        }
    }

    private void startConcurrent() {
        Message asArrived = draft.asArrived();
        links.stream()
                .filter(link -> link.worksAlongside(() -> asArrived, macros))
                .forEach(link -> atWork.put(link, new ConcurrentReview(link, asArrived, macros)));
    }

    private Reviewed inTurn() {
        for (Link link : links) {
            Verdict verdict = take(link);
            if (verdict.decides()) {
                return Reviewed.decided(verdict, link.name(), draft.arrivedSize());
            }
            if (draft.isQuarantined() && server.quarantineEndsReview()) {
                break;
            }
        }
        if (links.stream().anyMatch(Link::holds)) {
            draft.quarantine("a milter failed");
        }
        return draft.passed(unopposed());
    }

    private Ruling unopposed() {
        boolean accepted = server.takesAcceptForMessage() && links.stream().anyMatch(Link::accepts);
        return accepted ? Ruling.ACCEPT : Ruling.CONTINUE;
    }

    private Verdict take(Link link) {
        ConcurrentReview concurrent = atWork.remove(link);
        if (concurrent == null) {
            link.join(draft::shown, macros);
        }
        if (concurrent == null && !link.takesContent()) {
            Outcome standing = Outcome.of(link.standing());
            known.judged(link, standing, standing);
            return standing.verdict();
        }
        TimedOutcome timed = concurrent == null ? TimedOutcome.of(link, draft.shown(), macros) : concurrent.join();
        listener.reviewed(link.name(), timed.outcome(), timed.took());
        Outcome counting = link.counting(timed.outcome());
        known.judged(link, timed.outcome(), counting);
        if (counting.verdict().decides()) {
            return counting.verdict();
        }
        if (concurrent == null) {
            draft.apply(counting);
        } else {
            draft.transplant(counting);
        }
        return draft.refusal().orElse(Ruling.CONTINUE);
    }
}
