package org.miltermanager.child;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.miltermanager.milter.BodyReplacement;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Terms;
import org.miltermanager.milter.Wishes;
import org.miltermanager.transport.ChildConnection;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.wire.ActionFlag;
import org.miltermanager.wire.Control;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.Reply;
import org.miltermanager.wire.StepFlag;

/** A milter that listens on a socket. Each session has a connection of its own: libmilter cannot use one for two sessions. */
public final class ChildMilter implements Milter {
    private final ChildSettings settings;
    private final Deadlines deadlines;
    private volatile Wishes lastWishes = Wishes.NONE;

    public ChildMilter(ChildSettings settings, Deadlines deadlines) {
        this.settings = settings;
        this.deadlines = deadlines;
    }

    @Override
    public Conversation begin(Terms terms) {
        ChildConnection connection = connect(terms);
        try {
            Negotiate answer = negotiate(connection, terms);
            var conversation = new ChildConversation(connection, settings, terms, answer);
            lastWishes = conversation.wishes();
            return conversation;
        } catch (IOException | MilterFailure failure) {
            connection.close();
            connection.release();
            throw failed("SMFIC_OPTNEG", failure);
        }
    }

    @Override
    public Wishes lastWishes() {
        return lastWishes;
    }

    @Override
    public void introduce() {
        probe(Negotiate.EVERYTHING);
    }

    /**
     * Asks what the milter would agree to, and ends the session.
     *
     * @param offer what a mail server would offer
     * @throws MilterFailure if it cannot be reached, or is no milter
     */
    public Negotiate probe(Negotiate offer) {
        var terms = new Terms(offer, own -> own, ChildMilter::noBody, remark -> {});
        ChildConnection connection = connect(terms);
        try {
            Negotiate answer = negotiate(connection, terms);
            lastWishes = ChildConversation.wishes(answer);
            connection.send(Control.QUIT, settings.command());
            connection.flush(settings.command());
            return answer;
        } catch (IOException failure) {
            throw failed("SMFIC_OPTNEG", failure);
        } finally {
            connection.close();
            connection.release();
        }
    }

    private static BodyReplacement noBody() {
        throw new MilterFailure("a probe has no message");
    }

    private ChildConnection connect(Terms terms) {
        try {
            return ChildConnection.open(
                    settings.endpoint(), terms.patience().limit(settings.connect()), settings.maxFrame(), deadlines);
        } catch (IOException e) {
            throw failed("connect", e);
        }
    }

    private Negotiate negotiate(ChildConnection connection, Terms terms) throws IOException {
        Negotiate offer = offer(terms.offer());
        connection.send(offer, settings.command());
        Reply reply = connection.receive(terms.patience().limit(settings.command()));
        if (!(reply instanceof Negotiate answer)) {
            throw new MilterFailure("got " + reply + ", expected SMFIR_OPTNEG");
        }
        if (answer.version() > offer.version()) {
            throw new MilterFailure("got version " + answer.version() + ", expected " + offer.version() + " or less");
        }
        if (!offer.actions().containsAll(answer.actions())) {
            Set<ActionFlag> impossible = EnumSet.copyOf(answer.actions());
            impossible.removeAll(offer.actions());
            throw new MilterFailure("wants the actions " + impossible + ", which the mail server does not offer");
        }
        return answer;
    }

    /** All steps are ours to do, whatever the mail server supports; only it can show rejected recipients. */
    private static Negotiate offer(Negotiate server) {
        Set<StepFlag> steps = EnumSet.allOf(StepFlag.class);
        if (!server.steps().contains(StepFlag.RCPT_REJ)) {
            steps.remove(StepFlag.RCPT_REJ);
        }
        return new Negotiate(Math.min(server.version(), Negotiate.LATEST), server.actions(), steps);
    }

    private MilterFailure failed(String doing, Exception cause) {
        return new MilterFailure(settings.endpoint() + ": " + doing + ": " + cause.getMessage(), cause);
    }
}
