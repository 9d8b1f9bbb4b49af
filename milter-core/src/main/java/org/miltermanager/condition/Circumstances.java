package org.miltermanager.condition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Patience;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.Stage;

/**
 * What is known of one SMTP session and its present message: what the mail server said so far, and what others were asked. Used by the
 * session's thread alone.
 */
public final class Circumstances implements AutoCloseable {
    private final Questions questions;
    private final List<RcptTo> recipients = new ArrayList<>();
    private Stage reached = Stage.CONNECT;
    private boolean connected;
    private Macros macros = Macros.NONE;
    private @Nullable Connect client;
    private @Nullable Helo helo;
    private @Nullable MailFrom sender;
    private String senderAddress = "";
    private @Nullable RcptTo recipient;
    private @Nullable Message message;
    private @Nullable Map<String, Opinion> opinions;

    /** Where each answer may take as long as its own deadline allows. */
    public Circumstances() {
        this(own -> own);
    }

    /** @param patience how long the answers of others may be waited for */
    public Circumstances(Patience patience) {
        this.questions = new Questions(patience);
    }

    /** The mail server reported an event before the content; a recipient that it rejects itself is none. */
    public void happened(Event event, Macros told) {
        macros = told;
        switch (event) {
            case Connect arrived -> {
                client = arrived;
                connected = true;
                reach(Stage.CONNECT);
            }
            case Helo greeting -> {
                forgetMessage();
                helo = greeting;
                reach(Stage.HELO);
            }
            case MailFrom from -> {
                forgetMessage();
                sender = from;
                senderAddress = Address.plain(Address.resolved(from, told).address());
                reach(Stage.MAIL);
            }
            case RcptTo to -> {
                recipient = Address.resolved(to, told);
                recipients.add(recipient);
                reach(Stage.RCPT);
            }
            default -> {
                if (event.stage() == Stage.DATA) {
                    reach(Stage.DATA);
                }
            }
        }
    }

    /** A milter refused the recipient that was asked about last: it is none of the message. */
    public void refusedRecipient() {
        recipients.removeLast();
    }

    /** The content begins: no recipient comes any more, also where the mail server has no SMFIC_DATA (protocol versions before 4). */
    public void contentBegins() {
        if (reached == Stage.RCPT) {
            reach(Stage.DATA);
        }
    }

    private void reach(Stage stage) {
        reached = stage;
        questions.forgetFrom(stage);
    }

    /** The message is complete, and shown to somebody who is to judge it. */
    public void presented(Message shown, Macros told) {
        macros = told;
        message = shown;
        reached = Stage.END_OF_MESSAGE;
        questions.forgetFrom(Stage.HEADER);
    }

    /** The message is complete, and the milters begin to judge it: none of them has said anything. */
    public void judged() {
        opinions = new LinkedHashMap<>();
    }

    /** A milter has judged the message that is being judged, or was passed over. */
    public void judged(String milter, Opinion opinion) {
        if (opinions != null) {
            opinions.put(milter, opinion);
        }
    }

    /** What a milter made of the present message; empty where it is not being judged. */
    Optional<Opinion> opinion(String milter) {
        return Optional.ofNullable(opinions).map(all -> all.getOrDefault(milter, Opinion.NONE));
    }

    /** Header fields that the present message has from milters, in the order in which they came; empty where it is not being judged. */
    public Optional<List<Header>> added() {
        return Optional.ofNullable(opinions)
                .map(all -> all.values().stream()
                        .flatMap(opinion -> opinion.added().stream())
                        .toList());
    }

    /** The message is over. */
    public void forgetMessage() {
        opinions = null;
        sender = null;
        senderAddress = "";
        recipient = null;
        recipients.clear();
        message = null;
        if (reached.compareTo(Stage.MAIL) >= 0) {
            reach(Stage.HELO);
        }
    }

    /** Begins to ask others for what will be needed, as far as enough is known to ask. */
    public void ask(Iterable<Fact<?>> facts) {
        if (connected) {
            facts.forEach(fact -> fact.read(this));
        }
    }

    /** @return false before a client is known: then nothing is */
    boolean begun() {
        return connected;
    }

    /** How far the session is; content is known with its end. */
    public Stage reached() {
        return reached;
    }

    /** What the mail server told beside the protocol. */
    public Macros macros() {
        return macros;
    }

    /** The client; empty before it is known. */
    public Optional<Connect> client() {
        return Optional.ofNullable(client);
    }

    /** The client's name, as Postfix tells it: {@code unknown} where it is not verified; empty before the client is known. */
    public String clientName() {
        if (client == null) {
            return "";
        }
        boolean address = client.hostname().startsWith("[");
        return client.verifiedName(macros).orElse(address ? client.hostname() : "unknown");
    }

    /** The last greeting; empty where there was none. */
    public Optional<Helo> helo() {
        return Optional.ofNullable(helo);
    }

    /** The present message's sender, as the client wrote it; empty where none is open. */
    public Optional<MailFrom> sender() {
        return Optional.ofNullable(sender);
    }

    /** Its address as the mail server takes it, {@linkplain Address#plain plain}; empty for the null sender, and where none is open. */
    public String senderAddress() {
        return senderAddress;
    }

    /** The recipient that is asked about now, or was last. */
    public Optional<RcptTo> recipient() {
        return Optional.ofNullable(recipient);
    }

    /** The present message's recipients so far: those that nobody refused, and the one that is asked about now. */
    public List<RcptTo> recipients() {
        return Collections.unmodifiableList(recipients);
    }

    /** The content, as it is shown to the milter in question; empty before it is complete. */
    public Optional<Message> message() {
        return Optional.ofNullable(message);
    }

    /** Somebody's answer, waited for where {@link #patiently} is at work. */
    <T> Optional<T> answer(Fact<T> fact, Fact.Source.Asked<T> source) {
        return questions.answer(fact, source, this);
    }

    /** Finds out, and waits for the answers that are due. */
    <T> T patiently(Supplier<T> finding) {
        return questions.patiently(finding);
    }

    /** @return true within {@link #patiently}: what is not known then, nobody can say */
    boolean isPatient() {
        return questions.isPatient();
    }

    /** The session is over; nobody wants answers any more. */
    @Override
    public void close() {
        questions.forgetFrom(Stage.CONNECT);
    }
}
