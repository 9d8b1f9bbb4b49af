package org.miltermanager.milters.scan;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.miltermanager.milter.Content;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milter.Patience;
import org.miltermanager.service.Caller;
import org.miltermanager.service.Exchange;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Verdict;

/**
 * A scanner in one session. It is shown each message that is neither exempt nor too long. Where no server gives a usable answer the milter
 * has failed, and its failure policy answers.
 *
 * @param <R> what it answers
 */
public abstract class ScannerConversation<R> implements Conversation {
    private final Exemptions exempt;
    private final long maxSize;
    private final Caller scanner;
    private final Patience patience;
    private final Envelope envelope = new Envelope();
    private @Nullable R early;

    /** @param maxSize of what it is shown, in octets */
    protected ScannerConversation(Exemptions exempt, long maxSize, Caller scanner, Patience patience) {
        this.exempt = exempt;
        this.maxSize = maxSize;
        this.scanner = scanner;
        this.patience = patience;
    }

    /** Whole lines that are shown above the message. */
    protected abstract String above(Envelope envelope, Macros macros);

    /**
     * Shows a message to one server.
     *
     * @throws IOException if it gives no usable answer; another one may do better
     */
    protected abstract R ask(Exchange exchange, MailText mail, Envelope envelope) throws IOException;

    /** What can become of a message. */
    protected abstract Consequences<R> consequences(Message message, Envelope envelope, Macros macros);

    @Override
    public Verdict on(Event event, Macros macros) {
        switch (event) {
            case MailFrom sender -> begin(sender);
            case RcptTo recipient -> envelope.add(recipient, macros);
            default -> {}
        }
        return Ruling.CONTINUE;
    }

    private void begin(MailFrom sender) {
        early = null;
        envelope.begin(sender);
    }

    /** Shows a message while it arrives: for a scanner that need not know before how long it is. */
    protected final void askEarly(Content content, Macros macros) {
        if (exempt.cover(envelope)) {
            return;
        }
        try {
            early = ask(MailText.arriving(above(envelope, macros), content, maxSize));
        } catch (MailText.TooLong more) {
            // It is not to be shown at all, which is said when it is complete.
        }
    }

    private R ask(MailText mail) {
        return scanner.ask(exchange -> ask(exchange, mail, envelope), patience.limit(scanner.longest()));
    }

    @Override
    public final Outcome endOfMessage(Message message, Macros macros) {
        Consequences<R> consequences = consequences(message, envelope, macros);
        if (exempt.cover(envelope)) {
            return consequences.ofExempt();
        }
        var mail = MailText.of(above(envelope, macros), message);
        if (mail.size() > maxSize) {
            return consequences.ofTooLarge();
        }
        R answer = early;
        return consequences.of(answer == null ? ask(mail) : answer);
    }

    @Override
    public final void interrupt() {
        scanner.cancel();
    }
}
