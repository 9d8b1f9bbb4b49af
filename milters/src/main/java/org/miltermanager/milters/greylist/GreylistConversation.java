package org.miltermanager.milters.greylist;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.miltermanager.condition.Address;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milters.greylist.GreylistSettings.OnStoreLoss;
import org.miltermanager.milters.greylist.store.Decision;
import org.miltermanager.milters.greylist.store.GreylistStore;
import org.miltermanager.milters.greylist.store.StoreLost;
import org.miltermanager.milters.greylist.store.Subject;
import org.miltermanager.wire.ActionFlag;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** Greylisting in one session. */
final class GreylistConversation implements Conversation {
    private static final Set<Stage> STAGES =
            Collections.unmodifiableSet(EnumSet.of(Stage.CONNECT, Stage.MAIL, Stage.RCPT));

    /** What a mail server that does not tell its name is called. */
    private static final String NAMELESS = "localhost";

    private static final int FOR_NOW = 451;

    private final GreylistSettings settings;
    private final Exemptions exemptions;
    private final GreylistStore store;
    private final Clock clock;
    private Optional<GreylistClient> client = Optional.empty();
    private Mailbox sender = Mailbox.of("");
    private Optional<Fate> fate = Optional.empty();

    GreylistConversation(GreylistSettings settings, Exemptions exemptions, GreylistStore store, Clock clock) {
        this.settings = settings;
        this.exemptions = exemptions;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Set<Stage> stages() {
        return STAGES;
    }

    @Override
    public Set<ActionFlag> actions() {
        return EnumSet.of(ActionFlag.ADDHDRS);
    }

    @Override
    public Verdict on(Event event, Macros macros) {
        return switch (event) {
            case Connect connect -> {
                client = GreylistClient.of(connect, macros);
                yield Ruling.CONTINUE;
            }
            case MailFrom(var address, var _) -> {
                sender = Mailbox.of(address);
                fate = Optional.empty();
                yield Ruling.CONTINUE;
            }
            case RcptTo written ->
                judge(Mailbox.of(Address.resolved(written, macros).address()), macros);
            default -> Ruling.CONTINUE;
        };
    }

    private Verdict judge(Mailbox recipient, Macros macros) {
        if (macros.get("auth_authen").isPresent()) {
            return pass(Fate.passed("Client is authenticated"));
        }
        if (client.isEmpty()) {
            return pass(Fate.passed("Client has no address"));
        }
        Optional<String> exempt = exemptions.reason(client.get(), sender, recipient);
        return exempt.isPresent()
                ? pass(Fate.passed(exempt.get()))
                : attempt(new Subject.Triplet(
                        client.get().network(settings.subnetmatch(), settings.subnetmatch6()),
                        sender.folded().address(),
                        recipient.address()));
    }

    private Verdict attempt(Subject.Triplet triplet) {
        try {
            return switch (store.attempt(triplet, settings.pace())) {
                case Decision.Wait(var left) -> comeAgain(left);
                case Decision.Waited(var time) -> pass(Fate.waited(time));
                case Decision.White(var subject) -> pass(Fate.passed(whiteReason(subject)));
            };
        } catch (StoreLost lost) {
            return settings.onStoreLoss() == OnStoreLoss.ACCEPT
                    ? pass(Fate.passed("Nothing is remembered at present"))
                    : new SmtpReply(
                            FOR_NOW, "4.3.0", "Greylisting is not available at present, please try again later");
        }
    }

    private Verdict pass(Fate next) {
        fate = fate.map(known -> known.orLonger(next)).or(() -> Optional.of(next));
        return Ruling.CONTINUE;
    }

    private Verdict comeAgain(Duration left) {
        String when =
                settings.quiet() ? "later" : "after " + left.plusMillis(999).toSeconds() + " seconds";
        return new SmtpReply(FOR_NOW, "4.7.1", "Greylisted, please try again " + when);
    }

    private static String whiteReason(Subject subject) {
        return switch (subject) {
            case Subject.Client _ -> "Client passed before";
            case Subject.Domain _ -> "Sender's domain passed before";
            case Subject.Triplet _ -> "Sender passed before";
        };
    }

    @Override
    public Outcome endOfMessage(Message message, Macros macros) {
        var header = new GreylistHeader(macros.get("j").orElse(NAMELESS), ZonedDateTime.now(clock));
        List<Edit> edits = fate.flatMap(told -> header.of(told, settings.report())).stream()
                .map(Edit.class::cast)
                .toList();
        fate = Optional.empty();
        return new Outcome(edits, Ruling.CONTINUE);
    }

    @Override
    public void abort() {
        fate = Optional.empty();
    }
}
