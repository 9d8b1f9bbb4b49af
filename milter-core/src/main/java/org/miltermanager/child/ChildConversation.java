package org.miltermanager.child;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milter.Terms;
import org.miltermanager.milter.Wishes;
import org.miltermanager.transport.ChildConnection;
import org.miltermanager.wire.ActionFlag;
import org.miltermanager.wire.Command;
import org.miltermanager.wire.Control;
import org.miltermanager.wire.DefineMacros;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.EndOfBody;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.GarbledReply;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.Progress;
import org.miltermanager.wire.Reply;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.StepFlag;
import org.miltermanager.wire.Verdict;

/** One session with an external milter, under what it negotiated (Postfix {@code milter8_event}). */
final class ChildConversation implements Conversation {
    private static final Duration FOREVER = Duration.ofDays(1);

    private final ChildConnection connection;
    private final ChildSettings settings;
    private final Terms terms;
    private final Negotiate agreed;
    private final Set<Stage> stages;
    private boolean open = true;

    ChildConversation(ChildConnection connection, ChildSettings settings, Terms terms, Negotiate agreed) {
        this.connection = connection;
        this.settings = settings;
        this.terms = terms;
        this.agreed = agreed;
        this.stages = stages(agreed);
    }

    /**
     * What is told to the milter: all that its version has; before the content also what it declined, since Postfix sends the macros of a
     * declined event.
     */
    private static Set<Stage> stages(Negotiate agreed) {
        var stages = EnumSet.allOf(Stage.class);
        stages.removeIf(stage -> agreed.version() > 1 && agreed.version() < stage.sinceVersion());
        stages.removeIf(stage -> stage.isContent() && declines(agreed, stage));
        return stages;
    }

    private static boolean declines(Negotiate agreed, Stage stage) {
        return stage.declinedBy().filter(agreed.steps()::contains).isPresent();
    }

    @Override
    public Set<Stage> stages() {
        return stages;
    }

    @Override
    public Wishes wishes() {
        return wishes(agreed);
    }

    /** What a milter wishes for that negotiated so. */
    static Wishes wishes(Negotiate agreed) {
        return new Wishes(agreed.macroRequests(), agreed.steps().contains(StepFlag.RCPT_REJ));
    }

    @Override
    public Set<ActionFlag> actions() {
        return agreed.actions();
    }

    @Override
    public Verdict on(Event event, Macros macros) {
        Stage stage = event.stage();
        try {
            announce(stage, macros);
            if (declines(agreed, stage)) {
                return Ruling.CONTINUE;
            }
            send(shown(event), stage);
            return promisesSilence(stage) ? unanswered(stage) : verdict(stage);
        } catch (IOException failure) {
            throw failed(stage, failure);
        }
    }

    private boolean promisesSilence(Stage stage) {
        return stage.unansweredBy().filter(agreed.steps()::contains).isPresent();
    }

    /** A milter that breaks its promise is found out before the next command, unless that is sent together with this one. */
    private Verdict unanswered(Stage stage) throws IOException {
        if (!stage.isContent()) {
            connection.flush(limit(stage));
        }
        return Ruling.CONTINUE;
    }

    /**
     * Between the parts of the content only what was read already is looked at: a look at the socket costs as much as telling a part. The
     * more looks elsewhere, the better: a milter that is one answer ahead and slow is found out only while it is quick.
     */
    private boolean spokeUnasked(Stage stage) throws IOException {
        boolean partOfContent = stage == Stage.HEADER || stage == Stage.BODY;
        return partOfContent ? connection.hasMore() : connection.spokeUnasked();
    }

    private void announce(Stage stage, Macros macros) throws IOException {
        if (spokeUnasked(stage)) {
            throw new MilterFailure("spoke before " + stage.command().wireName() + ", when it owed no reply");
        }
        var told = macros.at(stage);
        if (told.isPresent()) {
            send(new DefineMacros(stage, told.get()), stage);
        }
    }

    private Event shown(Event event) {
        return event instanceof Header header && !agreed.steps().contains(StepFlag.HDR_LEADSPC)
                ? new Header(header.name(), header.text())
                : event;
    }

    private void send(Command command, Stage stage) throws IOException {
        connection.send(command, limit(stage));
    }

    private Verdict verdict(Stage stage) throws IOException {
        long end = end();
        while (true) {
            Reply reply = receive(stage, end);
            Optional<Verdict> verdict = verdictIn(reply);
            if (verdict.isPresent()) {
                return verdict.get();
            }
            if (reply != Progress.PROGRESS) {
                throw new MilterFailure("got " + reply.getClass().getSimpleName() + " to "
                        + stage.command().wireName() + ", expected a verdict");
            }
        }
    }

    /** When the verdict has to be there, however often the milter says that it is at work. */
    private long end() {
        return System.nanoTime() + terms.patience().limit(FOREVER).toNanos();
    }

    private Reply receive(Stage stage, long end) throws IOException {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (!left.isPositive()) {
            throw new MilterFailure(
                    "no verdict to " + stage.command().wireName() + " in the time that the mail server waits");
        }
        Duration own = limit(stage);
        return connection.receive(own.compareTo(left) < 0 ? own : left);
    }

    private Optional<Verdict> verdictIn(Reply reply) {
        if (reply instanceof GarbledReply garbled) {
            Ruling instead = garbled.instead();
            terms.remarks()
                    .accept("SMFIR_REPLYCODE that is no SMTP reply, taken as "
                            + instead.code().wireName());
            return Optional.of(instead);
        }
        if (reply == Ruling.CONN_FAIL) {
            throw new MilterFailure("got SMFIR_CONN_FAIL, expected a verdict");
        }
        return reply instanceof Verdict verdict ? Optional.of(verdict) : Optional.empty();
    }

    private Duration limit(Stage stage) {
        return terms.patience().limit(stage.isContent() ? settings.message() : settings.command());
    }

    @Override
    public Outcome endOfMessage(Message message, Macros macros) {
        var requests = new Requests(agreed, settings.maxEdits(), terms);
        try {
            announce(Stage.END_OF_MESSAGE, macros);
            send(EndOfBody.WITHOUT_DATA, Stage.END_OF_MESSAGE);
            return outcome(requests);
        } catch (IOException failure) {
            throw requests.lost(failed(Stage.END_OF_MESSAGE, failure));
        } catch (MilterFailure failure) {
            throw requests.lost(failure);
        }
    }

    private Outcome outcome(Requests requests) throws IOException {
        long end = end();
        while (true) {
            Reply reply = receive(Stage.END_OF_MESSAGE, end);
            Optional<Verdict> verdict = verdictIn(reply);
            if (verdict.isPresent()) {
                return requests.with(verdict.get());
            }
            if (reply instanceof Edit edit) {
                requests.take(edit);
            } else if (reply != Progress.PROGRESS) {
                throw new MilterFailure(
                        "got " + reply.getClass().getSimpleName() + " to SMFIC_BODYEOB, expected edits and a verdict");
            }
        }
    }

    @Override
    public void abort() {
        try {
            connection.send(Control.ABORT, settings.command());
        } catch (IOException failure) {
            throw new MilterFailure("SMFIC_ABORT: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        if (open) {
            try {
                connection.send(Control.QUIT, settings.command());
                connection.flush(Duration.ofSeconds(1));
            } catch (IOException gone) {
                // It is gone already, which is all that SMFIC_QUIT asks for.
            }
        }
        sever();
    }

    @Override
    public void interrupt() {
        connection.close();
    }

    @Override
    public void sever() {
        if (open) {
            open = false;
            connection.close();
            connection.release();
        }
    }

    private MilterFailure failed(Stage stage, Exception cause) {
        return new MilterFailure(
                settings.endpoint() + ": " + stage.command().wireName() + ": " + cause.getMessage(), cause);
    }
}
