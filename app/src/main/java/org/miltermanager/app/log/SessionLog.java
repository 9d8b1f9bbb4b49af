package org.miltermanager.app.log;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.chain.Reviewed;
import org.miltermanager.chain.SessionListener;
import org.miltermanager.condition.Decision;
import org.miltermanager.condition.Truth;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Outcome;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what an operator wants to know of one SMTP session: a line for each message, a warning for each failure, the statistics lines of
 * milter manager. Of the message itself nothing is logged but its envelope, and of its headers those that a milter added.
 *
 * <p>Milters that work at the same time may fail at the same time, hence the locks.
 */
final class SessionLog implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(SessionLog.class);

    private final String session;
    private final SessionLogs all;
    private final Statistics statistics;
    private String client = "";
    private final Set<String> failed = new LinkedHashSet<>();
    private @Nullable MessageLine message;

    SessionLog(String session, SessionLogs all) {
        this.session = session;
        this.all = all;
        this.statistics = new Statistics(session, all);
    }

    @Override
    public synchronized void happened(Event event, Macros macros) {
        if (event.stage().isContent()) {
            return;
        }
        statistics.reached(event.stage());
        switch (event) {
            case Connect connect -> client = connect.hostname() + "[" + connect.address() + "]";
            case MailFrom mail -> {
                endMessage();
                message = new MessageLine(session, client, mail.address(), failed);
            }
            case RcptTo _ -> current().recipient();
            default ->
                LOG.trace("session={} {}", session, event.stage().command().wireName());
        }
        if (message != null) {
            macros.get("i").ifPresent(message::queueId);
        }
    }

    /** Content without an envelope, as Postfix may send it, is a message as well. */
    private MessageLine current() {
        MessageLine open = message;
        if (open == null) {
            open = new MessageLine(session, client, "", failed);
            message = open;
        }
        return open;
    }

    @Override
    public synchronized void asked(String milter, Stage stage, Verdict verdict, Duration took) {
        LOG.debug(
                "session={} milter={} {} {} us={}",
                session,
                milter,
                stage.command().wireName(),
                Words.of(verdict),
                took.toNanos() / 1_000);
        statistics.asked(milter, stage, verdict);
        failed.remove(milter);
        if (message != null) {
            message.asked(milter, stage, verdict, took);
        }
    }

    @Override
    public synchronized void reviewed(String milter, Outcome outcome, Duration took) {
        current().asked(milter, Stage.END_OF_MESSAGE, outcome.verdict(), took);
        statistics.reviewed(milter, outcome);
    }

    @Override
    public synchronized void failed(String milter, Stage stage, MilterFailure failure, FailurePolicy applied) {
        LOG.warn(
                "session={} milter={} failed at {}: {}; on-failure={}",
                session,
                milter,
                stage.command().wireName(),
                failure.getMessage(),
                applied.word());
        all.failed(milter);
        statistics.failed(milter);
        failed.add(milter);
        if (message != null) {
            message.failed(milter);
        }
    }

    @Override
    public void decided(Decision decision) {
        if (decision.truth() == Truth.UNKNOWN) {
            statistics.undecided(decision.milter());
            LOG.warn(
                    "session={} milter={} condition cannot be decided at {}; unknown={}: {}",
                    session,
                    decision.milter(),
                    decision.stage().command().wireName(),
                    decision.answer().name().toLowerCase(Locale.ROOT),
                    Findings.of(decision.findings()));
        } else if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "session={} milter={} condition at {}: {}: {}",
                    session,
                    decision.milter(),
                    decision.stage().command().wireName(),
                    decision.answer().name().toLowerCase(Locale.ROOT),
                    Findings.of(decision.findings()));
        }
    }

    @Override
    public void remarked(String milter, String remark) {
        LOG.warn("session={} milter={} {}", session, milter, remark);
    }

    @Override
    public void exceeded(String limit) {
        LOG.warn("session={} client={} message refused: {}", session, client, limit);
    }

    @Override
    public synchronized void answered(Stage stage, Verdict verdict, String decider) {
        if (verdict.decides() && message != null) {
            message.decided(verdict, decider);
        }
        if (verdict.decides()) {
            statistics.decided(verdict);
        }
    }

    @Override
    public synchronized void messageAnswered(Reviewed reviewed) {
        statistics.answered(reviewed);
        current().answered(reviewed);
        message = null;
    }

    @Override
    public synchronized void aborted() {
        endMessage();
    }

    private void endMessage() {
        if (message != null) {
            message.abandoned();
            statistics.abandoned();
            message = null;
        }
    }

    @Override
    public synchronized void ended(String trouble) {
        endMessage();
        statistics.ended(trouble.isEmpty());
        if (!trouble.isEmpty()) {
            LOG.warn("session={} client={} ended: {}", session, client, trouble);
        }
    }
}
