package org.miltermanager.session;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Set;
import org.miltermanager.chain.Chain;
import org.miltermanager.chain.Reviewed;
import org.miltermanager.chain.SessionListener;
import org.miltermanager.milter.BodySpool;
import org.miltermanager.milter.LostBody;
import org.miltermanager.transport.MtaConnection;
import org.miltermanager.wire.Command;
import org.miltermanager.wire.Control;
import org.miltermanager.wire.DefineMacros;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.EndOfBody;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.ReplaceBody;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SessionMacros;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.StepFlag;

/**
 * One connection of the mail server: reads its commands, asks the chain, writes the answers. Runs on a thread of its own; the
 * program counter is the state of the session.
 */
public final class MtaSession implements Runnable {
    /** Half of the shortest time that a mail server waits by default (Sendmail: 10 s for each reply, Postfix 300 s for content). */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

    private static final Negotiate NOTHING = new Negotiate(0, Set.of(), Set.of());

    private final MtaConnection mta;
    private final Chains chains;
    private final SessionListener listener;
    private final Duration keepAlive;
    private Phase phase = Phase.NEW;
    private Negotiate agreed = NOTHING;
    private volatile boolean inMessage;
    private volatile boolean finishing;
    private volatile boolean listening;
    private volatile long listeningSince;

    /** Makes the chain for a session, of the milters that are configured when it begins. */
    @FunctionalInterface
    public interface Chains {
        Chain open(Negotiate offer, SessionListener listener);
    }

    /**
     * A session on an accepted connection, which it closes when it ends.
     *
     * @param listener sees this session alone
     */
    public MtaSession(MtaConnection mta, Chains chains, SessionListener listener) {
        this(mta, chains, listener, KEEP_ALIVE);
    }

    /** The same, telling the mail server at another interval that a message is being judged. */
    MtaSession(MtaConnection mta, Chains chains, SessionListener listener, Duration keepAlive) {
        this.mta = mta;
        this.chains = chains;
        this.listener = listener;
        this.keepAlive = keepAlive;
    }

    @Override
    public void run() {
        String trouble = "";
        try {
            converse();
        } catch (EOFException disconnected) {
            trouble = phase == Phase.CONTENT ? "the mail server disconnected within a message" : "";
        } catch (ClosedChannelException closedByUs) {
            trouble = finishing ? "" : "the mail server vanished";
        } catch (IOException | ProtocolViolation failure) {
            trouble = String.valueOf(failure.getMessage());
        } catch (RuntimeException bug) {
            trouble = "unexpected " + bug;
        } finally {
            mta.close();
            mta.release();
            listener.ended(trouble);
        }
    }

    private void converse() throws IOException {
        if (!(next() instanceof Negotiate offer)) {
            return;
        }
        boolean another = true;
        for (boolean first = true; another; first = false) {
            try (Chain chain = chains.open(offer, listener)) {
                if (first) {
                    agreed = chain.answer(offer);
                    mta.write(agreed);
                }
                another = attend(chain);
            }
        }
        mta.flush();
    }

    private boolean attend(Chain chain) throws IOException {
        try {
            return serve(chain);
        } catch (IOException | ProtocolViolation vanished) {
            chain.abandon();
            throw vanished;
        }
    }

    private Command next() throws IOException {
        listeningSince = System.nanoTime();
        listening = true;
        Command command = mta.read();
        listening = false;
        phase = phase.after(command.code());
        return command;
    }

    /**
     * Serves one SMTP session.
     *
     * @return true where another one follows on this connection, under the negotiation that was (SMFIC_QUIT_NC)
     */
    private boolean serve(Chain chain) throws IOException {
        var macros = new SessionMacros();
        while (inMessage || !finishing) {
            switch (next()) {
                case DefineMacros told -> told.stage().ifPresent(stage -> macros.define(stage, told.values()));
                case Event event -> answer(chain, event, macros);
                case EndOfBody last -> judge(chain, last, macros);
                case Control.ABORT -> {
                    chain.abort();
                    inMessage = false;
                }
                case Control.QUIT_NEW_CONNECTION -> {
                    return true;
                }
                case Control.QUIT -> {
                    return false;
                }
                case Negotiate _ -> throw new ProtocolViolation("mail server: got a second SMFIC_OPTNEG");
            }
        }
        mta.flush();
        return false;
    }

    /**
     * Ends the session as {@link #finish()} does, but only if the mail server has been silent between messages: the client of one that
     * speaks would be told to come again later. To be called again and again. May be called by any thread.
     *
     * @param silence how long it must have been
     */
    public void finishIfSilent(Duration silence) {
        if (!inMessage && listening && System.nanoTime() - listeningSince > silence.toNanos()) {
            finish();
        }
    }

    /**
     * Ends the session at the next point where no message is lost: at once between messages, else when the present one has its answer or
     * is given up. May be called by any thread.
     */
    public void finish() {
        finishing = true;
        if (!inMessage) {
            mta.close();
        }
    }

    private void answer(Chain chain, Event event, SessionMacros macros) throws IOException {
        macros.reach(event.stage());
        boolean sender = event.stage() == Stage.MAIL;
        inMessage |= sender;
        var verdict = chain.offer(spaced(event), macros);
        if (!isSilent(event.stage())) {
            mta.write(verdict);
        }
        if (sender && verdict.decides() && verdict != Ruling.DISCARD) { // Sendmail says no more of that message
            mta.flush();
            inMessage = false;
        }
    }

    private boolean isSilent(Stage stage) {
        return stage.unansweredBy().filter(agreed.steps()::contains).isPresent();
    }

    private void judge(Chain chain, EndOfBody last, SessionMacros macros) throws IOException {
        macros.reach(Stage.END_OF_MESSAGE);
        try (Reviewed reviewed = judged(chain, last, macros)) {
            Reviewed answer = writeEdits(reviewed) ? reviewed : reviewed.deferred();
            mta.write(answer.verdict());
            chain.answered(answer);
        }
        mta.flush(); // before the message counts as over: whoever ends the session then closes the socket at once
        inMessage = false;
    }

    private Reviewed judged(Chain chain, EndOfBody last, SessionMacros macros) {
        try (var _ = mta.keepAlive(keepAlive, chain::interrupt)) {
            return chain.endOfMessage(last, macros);
        }
    }

    /** @return false where the disk has lost the new body: no more than a part of it may have been written, each packet of it whole */
    private boolean writeEdits(Reviewed reviewed) throws IOException {
        for (Edit edit : reviewed.edits()) {
            mta.write(despaced(edit));
        }
        try {
            if (reviewed.body().isPresent()) {
                writeBody(reviewed.body().get());
            }
        } catch (LostBody lost) {
            listener.exceeded(String.valueOf(lost.getMessage()));
            return false;
        }
        if (reviewed.quarantine().isPresent()) {
            mta.write(reviewed.quarantine().get());
        }
        return true;
    }

    private void writeBody(BodySpool body) throws IOException {
        for (Octets part : body.chunks()) {
            mta.write(new ReplaceBody(part));
        }
        if (body.size() == 0) {
            mta.write(new ReplaceBody(Octets.NONE));
        }
    }

    /** Without SMFIP_HDR_LEADSPC the mail server has eaten a space that was there, as far as anybody knows. */
    private Event spaced(Event event) {
        return event instanceof Header(var name, var value) && !agreed.steps().contains(StepFlag.HDR_LEADSPC)
                ? new Header(name, Header.withBlank(value))
                : event;
    }

    private Edit despaced(Edit edit) {
        return agreed.steps().contains(StepFlag.HDR_LEADSPC) ? edit : edit.withValue(Header::withoutBlank);
    }
}
