package org.miltermanager.milters.spamd;

import java.io.IOException;
import java.net.ProtocolException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** spamd in one session. */
final class SpamdConversation extends ScannerConversation<SpamdReply.Rated> {
    private static final Set<Stage> STAGES =
            Collections.unmodifiableSet(EnumSet.of(Stage.CONNECT, Stage.HELO, Stage.MAIL, Stage.RCPT));

    private final SpamdSettings settings;
    private @Nullable Connect client;
    private String helo = "";

    SpamdConversation(SpamdSettings settings, Exemptions exempt, Caller spamd, Patience patience) {
        super(exempt, settings.scope().maxSize(), spamd, patience);
        this.settings = settings;
    }

    @Override
    public Set<Stage> stages() {
        return STAGES;
    }

    /** A body that is never replaced lets the chain ask this milter while others work. */
    @Override
    public Set<ActionFlag> actions() {
        var actions = EnumSet.of(
                ActionFlag.ADDHDRS,
                ActionFlag.CHGHDRS,
                ActionFlag.QUARANTINE,
                ActionFlag.ADDRCPT,
                ActionFlag.DELRCPT,
                ActionFlag.CHGBODY);
        if (!settings.rewrite()) {
            actions.remove(ActionFlag.CHGBODY);
        }
        return actions;
    }

    @Override
    public Verdict on(Event event, Macros macros) {
        switch (event) {
            case Connect connected -> client = connected;
            case Helo(var name) -> helo = name;
            default -> {}
        }
        return super.on(event, macros);
    }

    @Override
    protected String above(Envelope envelope, Macros macros) {
        return new Preamble(client, helo, envelope, macros).text(ZonedDateTime.now(ZoneId.systemDefault()));
    }

    @Override
    protected SpamdReply.Rated ask(Exchange exchange, MailText mail, Envelope envelope) throws IOException {
        var request = new Spamc(settings.verb(), User.of(settings.users(), envelope.recipients()), settings.compress());
        return switch (request.rate(exchange, mail)) {
            case SpamdReply.Rated(var rating, var text)
            when settings.rewrites(rating) && !Rewritten.isMessage(text) ->
                throw new ProtocolException("its reply holds no message, as which this spam is to be delivered: got "
                        + text.length() + " octets, expected headers, an empty line and a body");
            case SpamdReply.Rated rated -> rated;
            case SpamdReply.Failed(var code, var name) ->
                throw new IOException("spamd could not rate the message: " + code + " " + Shown.of(name));
            case SpamdReply.Cut(var text) ->
                throw new IOException("closed the connection before its reply was complete"
                        + (text.isEmpty() ? "" : ", after " + text.length() + " octets"));
            case SpamdReply.Strange(var text) ->
                throw new ProtocolException("no spamd: got \"" + Shown.of(text) + "\", expected \"SPAMD/…\"");
        };
    }

    @Override
    protected Consequences<SpamdReply.Rated> consequences(Message message, Envelope envelope, Macros macros) {
        return new Treatment(settings, message, envelope);
    }
}
