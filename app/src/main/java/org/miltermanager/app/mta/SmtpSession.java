package org.miltermanager.app.mta;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.miltermanager.chain.Chain;
import org.miltermanager.chain.ChainSettings;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.chain.Front;
import org.miltermanager.chain.LinkSettings;
import org.miltermanager.chain.MailServer;
import org.miltermanager.chain.MessageLimits;
import org.miltermanager.chain.SessionListener;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.wire.ActionFlag;
import org.miltermanager.wire.AddRecipient;
import org.miltermanager.wire.BodyChunk;
import org.miltermanager.wire.ChangeSender;
import org.miltermanager.wire.DeleteRecipient;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.EndOfBody;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Mark;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.SessionMacros;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.StepFlag;
import org.miltermanager.wire.UnknownCommand;
import org.miltermanager.wire.Verdict;

/**
 * One SMTP session of one mail, as a mail server plays it to its milter. It ends where a mail server would give up: at the first refusal,
 * or when all recipients were refused. An object serves for one session, on one thread.
 */
public final class SmtpSession {
    private static final Duration UNLIMITED = Duration.ofDays(1);

    private final Witness witness;
    private final Mailbox mailbox = new Mailbox();
    private final Mail mail;
    private final Negotiate offer;
    private final SessionMacros macros = new SessionMacros();
    private final List<String> accepted = new ArrayList<>();
    private @Nullable MilterFailure failure;

    /**
     * A session to come.
     *
     * @param milter whom to ask; it has its own deadlines, and this session adds none
     * @param version of the protocol to offer, 2 to 6
     */
    public SmtpSession(Milter milter, Mail mail, int version) {
        this.witness = new Witness(milter);
        this.mail = mail;
        var steps = EnumSet.complementOf(EnumSet.of(StepFlag.RCPT_REJ));
        this.offer = new Negotiate(version, EnumSet.allOf(ActionFlag.class), steps);
    }

    /** Plays it to its end. A milter that cannot be reached is an answer, too. */
    public Answer run() {
        long start = System.nanoTime();
        var links = List.of(new LinkSettings("milter", witness), new LinkSettings("mailbox", mailbox));
        Duration took;
        try (var chain = new Chain(links, settings(), offer, listener())) {
            play(chain);
            took = Duration.ofNanos(System.nanoTime() - start);
        }
        return new Answer(
                witness.stage(),
                witness.verdict(),
                witness.edits(),
                witness.bodyReplaced(),
                took,
                delivered(),
                Optional.ofNullable(failure));
    }

    private static ChainSettings settings() {
        var usual = MessageLimits.defaults();
        return new ChainSettings(
                Front.of(Optional.of(MailServer.POSTFIX)),
                Optional.of(UNLIMITED),
                Optional.of(UNLIMITED),
                new MessageLimits(
                        usual.spoolDirectory(),
                        usual.bodyInMemory(),
                        Long.MAX_VALUE,
                        Integer.MAX_VALUE,
                        Long.MAX_VALUE,
                        usual.memory()),
                false,
                Thread::startVirtualThread);
    }

    private SessionListener listener() {
        return new SessionListener() {
            @Override
            public void failed(String milter, Stage stage, MilterFailure failed, FailurePolicy applied) {
                failure = failed;
            }
        };
    }

    private void play(Chain chain) {
        boolean open = tell(chain, mail.client())
                && tell(chain, new Helo(mail.helo()))
                && tell(chain, new MailFrom(mail.sender(), List.of()))
                && recipients(chain)
                && mail.unknown().stream().allMatch(line -> tell(chain, new UnknownCommand(line)))
                && tell(chain, Mark.DATA);
        if (open) {
            content(chain);
        }
        chain.abort(); // as Postfix does, whatever became of the message
    }

    /** @return true where the client may go on */
    private boolean tell(Chain chain, Event event) {
        define(event.stage());
        Verdict verdict = chain.offer(event, macros);
        return !verdict.decides() && failure == null;
    }

    private void define(Stage stage) {
        if (mail.macros().containsKey(stage)) {
            macros.define(stage, mail.macros().getOrDefault(stage, List.of()));
        }
        macros.reach(stage);
    }

    private boolean recipients(Chain chain) {
        for (String recipient : mail.recipients()) {
            if (tell(chain, new RcptTo(recipient, List.of()))) {
                accepted.add(recipient);
            }
        }
        return !accepted.isEmpty() && failure == null;
    }

    private void content(Chain chain) {
        mail.text().headers().forEach(header -> tell(chain, header));
        tell(chain, Mark.END_OF_HEADERS);
        Octets body = mail.text().body();
        for (int at = 0; at < body.length(); at += Message.CHUNK) {
            var part = new byte[Math.min(Message.CHUNK, body.length() - at)];
            body.copyTo(at, part, 0, part.length);
            tell(chain, new BodyChunk(Octets.of(part)));
        }
        define(Stage.END_OF_MESSAGE);
        chain.endOfMessage(EndOfBody.WITHOUT_DATA, macros).close();
    }

    private Mail delivered() {
        String sender = mail.sender();
        var recipients = new ArrayList<>(accepted);
        for (Edit edit : witness.edits()) {
            switch (edit) {
                case ChangeSender changed -> sender = bracketed(changed.address());
                case AddRecipient added -> recipients.add(bracketed(added.address()));
                case DeleteRecipient(var address) -> recipients.remove(bracketed(address));
                default -> {} // the mailbox has seen it
            }
        }
        return mail.changed(sender, recipients, mailbox.text().orElse(mail.text()));
    }

    private static String bracketed(String address) {
        return address.startsWith("<") ? address : "<" + address + ">";
    }
}
