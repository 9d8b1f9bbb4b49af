package org.miltermanager.milters.clamd;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.miltermanager.milter.Content;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Patience;
import org.miltermanager.milters.scan.Consequences;
import org.miltermanager.milters.scan.Envelope;
import org.miltermanager.milters.scan.Exemptions;
import org.miltermanager.milters.scan.MailText;
import org.miltermanager.milters.scan.ScannerConversation;
import org.miltermanager.service.Caller;
import org.miltermanager.service.Exchange;
import org.miltermanager.service.Shown;
import org.miltermanager.wire.ActionFlag;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Stage;

/** clamd in one session. */
final class ClamdConversation extends ScannerConversation<ScanResult.Usable> {
    private static final Set<Stage> STAGES = Collections.unmodifiableSet(EnumSet.of(Stage.MAIL, Stage.RCPT));
    private static final Set<ActionFlag> ACTIONS =
            Collections.unmodifiableSet(EnumSet.of(ActionFlag.ADDHDRS, ActionFlag.CHGHDRS, ActionFlag.QUARANTINE));

    /** By this line a stream is known as a mail whatever its first header is; clamav-milter sends one like it. */
    private static final String MAILBOX_LINE = "From milter-manager\r\n";

    private final ClamdSettings settings;

    ClamdConversation(ClamdSettings settings, Exemptions exempt, Caller clamd, Patience patience) {
        super(exempt, settings.scope().maxSize(), clamd, patience);
        this.settings = settings;
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
    protected String above(Envelope envelope, Macros macros) {
        return MAILBOX_LINE;
    }

    @Override
    public void arriving(Content content, Macros macros) {
        askEarly(content, macros);
    }

    @Override
    protected ScanResult.Usable ask(Exchange exchange, MailText mail, Envelope envelope) throws IOException {
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
    protected Consequences<ScanResult.Usable> consequences(Message message, Envelope envelope, Macros macros) {
        return new Treatment(settings, message, macros);
    }
}
