package org.miltermanager.milters.spamd;

import java.io.IOException;
import java.net.ProtocolException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milter.Patience;
import org.miltermanager.milters.scan.Envelope;
import org.miltermanager.milters.scan.Exemptions;
import org.miltermanager.milters.scan.MailText;
import org.miltermanager.service.Caller;
import org.miltermanager.service.Shown;
import org.miltermanager.wire.ActionFlag;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** spamd in one session. */
final class SpamdConversation implements Conversation {
    private static final Set<Stage> STAGES =
            Collections.unmodifiableSet(EnumSet.of(Stage.CONNECT, Stage.HELO, Stage.MAIL, Stage.RCPT));

    private final SpamdSettings settings;
    private final Exemptions exempt;
    private final Caller spamd;
    private final Patience patience;
    private final Envelope envelope = new Envelope();
    private @Nullable Connect client;
    private String helo = "";

    SpamdConversation(SpamdSettings settings, Exemptions exempt, Caller spamd, Patience patience) {
        this.settings = settings;
        this.exempt = exempt;
        this.spamd = spamd;
        this.patience = patience;
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
            case MailFrom sender -> envelope.begin(sender);
            case RcptTo recipient -> envelope.add(recipient);
            default -> {}
        }
        return Ruling.CONTINUE;
    }

    @Override
    public Outcome endOfMessage(Message message, Macros macros) {
        var treatment = new Treatment(settings, message, envelope);
        var preamble = new Preamble(client, helo, envelope, macros);
        var mail = MailText.of(preamble.text(ZonedDateTime.now(ZoneId.systemDefault())), message);
        if (exempt.cover(envelope) || mail.size() > settings.maxSize()) {
            return treatment.ofUnseen();
        }
        var request = new Spamc(settings.verb(), User.of(settings.users(), envelope.recipients()), settings.compress());
        return treatment.of(
                spamd.ask(exchange -> usable(request.rate(exchange, mail)), patience.limit(spamd.longest())));
    }

    /** What cannot be used is this server's failure; another one may do better. */
    private static SpamdReply.Rated usable(SpamdReply reply) throws IOException {
        return switch (reply) {
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
    public void interrupt() {
        spamd.cancel();
    }
}
