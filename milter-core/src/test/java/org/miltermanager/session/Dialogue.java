package org.miltermanager.session;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.miltermanager.fixtures.mta.ScriptedMta;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;

/** A mail server's side of a session in whole steps. Replies are in their readable form. */
final class Dialogue implements AutoCloseable {
    private final ScriptedMta mta;
    private final String version;

    private Dialogue(ScriptedMta mta, String version) {
        this.mta = mta;
        this.version = version;
    }

    /** A Postfix that has connected, and not said anything. */
    static Dialogue silent(Managed managed) throws IOException {
        return new Dialogue(managed.mta(), "v");
    }

    /** A Postfix that has said SMFIC_OPTNEG. */
    static Dialogue negotiated(Managed managed) throws IOException, InterruptedException {
        var dialogue = silent(managed);
        dialogue.mta.negotiate();
        return dialogue;
    }

    /** A Postfix with a client that has said HELO. */
    static Dialogue greeted(Managed managed) throws IOException, InterruptedException {
        var dialogue = negotiated(managed);
        expectContinue(dialogue.connect());
        expectContinue(dialogue.ask(Commands.helo("client.example")));
        return dialogue;
    }

    /** A Sendmail with a client that has said HELO. */
    static Dialogue greetedBySendmail(Managed managed) throws IOException, InterruptedException {
        var dialogue = new Dialogue(managed.mta(), "{if_name}");
        dialogue.mta.negotiate();
        expectContinue(dialogue.connect());
        expectContinue(dialogue.ask(Commands.helo("client.example")));
        return dialogue;
    }

    String connect() throws IOException, InterruptedException {
        return ask(
                Commands.macros('C', "j", "mx.example", version, "Postfix 3.10"),
                Commands.connect("client.example", 1025, "192.0.2.1"));
    }

    String mail() throws IOException, InterruptedException {
        return ask(Commands.mail("<sender@example.com>"));
    }

    String rcpt(String name) throws IOException, InterruptedException {
        return ask(Commands.rcpt("<" + name + "@example.com>"));
    }

    String data() throws IOException, InterruptedException {
        return ask(Commands.data());
    }

    /** MAIL, RCPT and DATA, none of which may be refused. */
    void envelope() throws IOException, InterruptedException {
        expectContinue(mail());
        expectContinue(rcpt("rcpt"));
        expectContinue(data());
    }

    /** Content and its end. @return edits and verdict, ", " between them */
    String content(Packet... parts) throws IOException, InterruptedException {
        mta.send(parts);
        return mta.askForEdits(Commands.endOfMessage()).stream()
                .map(Packet::toString)
                .collect(Collectors.joining(", "));
    }

    /** A whole message that is all envelope and these headers, and a line of body. */
    String message(Packet... headers) throws IOException, InterruptedException {
        envelope();
        mta.send(headers);
        return content(Commands.endOfHeaders(), Commands.body("hello\r\n"));
    }

    /** Sends packets and reads one. */
    String ask(Packet... packets) throws IOException, InterruptedException {
        return mta.ask(packets).toString();
    }

    /** Sends packets, of which none wants a reply. */
    void send(Packet... packets) throws IOException {
        mta.send(packets);
    }

    /** The end of a message, as Postfix says it. */
    void abort() throws IOException {
        mta.send(Commands.abort());
    }

    void quit() throws IOException {
        mta.send(Commands.quit());
    }

    ScriptedMta mta() {
        return mta;
    }

    /** Names and values as a milter was shown them. */
    static List<String> headers(List<Packet> shown) {
        return shown.stream().map(header -> String.join(":", header.strings())).toList();
    }

    private static void expectContinue(String reply) {
        if (!reply.equals("c")) {
            throw new AssertionError("got " + reply + ", expected c");
        }
    }

    @Override
    public void close() throws IOException {
        mta.close();
    }
}
