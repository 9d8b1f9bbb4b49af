package org.miltermanager.milters.clamd;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milter.Patience;
import org.miltermanager.milters.scan.Envelope;
import org.miltermanager.milters.scan.Exemptions;
import org.miltermanager.milters.scan.MailText;
import org.miltermanager.service.Caller;
import org.miltermanager.service.Exchange;
import org.miltermanager.service.Shown;
import org.miltermanager.wire.ActionFlag;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** clamd in one session. */
final class ClamdConversation implements Conversation {
    private static final Set<Stage> STAGES = Collections.unmodifiableSet(EnumSet.of(Stage.MAIL, Stage.RCPT));
    private static final Set<ActionFlag> ACTIONS =
            Collections.unmodifiableSet(EnumSet.of(ActionFlag.ADDHDRS, ActionFlag.CHGHDRS, ActionFlag.QUARANTINE));

    /** By this line a stream is known as a mail whatever its first header is; clamav-milter sends one like it. */
    private static final String MAILBOX_LINE = "From milter-manager\r\n";

    private final ClamdSettings settings;
    private final Exemptions exempt;
    private final Caller clamd;
    private final Patience patience;
    private final Envelope envelope = new Envelope();

    ClamdConversation(ClamdSettings settings, Exemptions exempt, Caller clamd, Patience patience) {
        this.settings = settings;
        this.exempt = exempt;
        this.clamd = clamd;
        this.patience = patience;
    }

    @Override
    public Set<Stage> stages() {
        return STAGES;
    }

    @Override
    public Set<ActionFlag> actions() {
        return ACTIONS;
    }

    @Override
    public Verdict on(Event event, Macros macros) {
        switch (event) {
            case MailFrom sender -> envelope.begin(sender);
            case RcptTo recipient -> envelope.add(recipient);
            default -> {}
        }
        return Ruling.CONTINUE;
    }

    @Override
    public Outcome endOfMessage(Message message, Macros macros) {
        var consequences = new Consequences(settings, message.headers(), macros);
        if (exempt.cover(envelope)) {
            return consequences.ofExempt();
        }
        var mail = MailText.of(MAILBOX_LINE, message);
        if (mail.size() > settings.maxSize()) {
            return consequences.ofTooLarge();
        }
        return consequences.of(clamd.ask(exchange -> usable(exchange, mail), patience.limit(clamd.longest())));
    }

    /** What cannot be used is this server's failure; another one may do better. */
    private static ScanResult.Usable usable(Exchange exchange, MailText mail) throws IOException {
        return switch (Clamd.scan(exchange, mail)) {
            case ScanResult.Usable result -> result;
            case ScanResult.Failed(var text) -> throw new IOException("clamd could not scan: " + Shown.of(text));
            case ScanResult.Cut(var text) ->
                throw new IOException("closed the connection before its reply was complete"
                        + (text.isEmpty() ? "" : ", after \"" + Shown.of(text) + "\""));
            case ScanResult.Strange(var text) ->
                throw new ProtocolException("no clamd: got \"" + Shown.of(text) + "\" to INSTREAM");
        };
    }

    @Override
    public void interrupt() {
        clamd.cancel();
    }
}
