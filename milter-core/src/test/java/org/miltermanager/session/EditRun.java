package org.miltermanager.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;

/** One message past milters that edit it: what the mail server is asked for, and what each milter was shown. */
final class EditRun implements AutoCloseable {
    private final boolean sendmail;
    private final List<ScriptedMilter> milters = new ArrayList<>();
    private final List<Packet> headers = new ArrayList<>();
    private final Managed managed;

    private EditRun(boolean sendmail) throws IOException {
        this.sendmail = sendmail;
        this.managed = Managed.start();
    }

    static EditRun behindPostfix() throws IOException {
        return new EditRun(false);
    }

    static EditRun behindSendmail() throws IOException {
        return new EditRun(true);
    }

    /** Adds headers of the same name to the message. */
    EditRun header(String name, String... values) {
        for (String value : values) {
            headers.add(Commands.header(name, " " + value));
        }
        return this;
    }

    /** Adds a milter with these edits, which lets the message pass. */
    EditRun milter(Packet... edits) throws IOException {
        return milter(Rules.continuing()
                .on(
                        'E',
                        Stream.concat(Stream.of(edits), Stream.of(Replies.CONTINUE))
                                .toArray(Packet[]::new)));
    }

    /** Adds a milter. */
    EditRun milter(Rules rules) throws IOException {
        milters.add(ScriptedMilter.start(rules));
        managed.with("m" + milters.size(), milters.getLast());
        return this;
    }

    /** Edits and verdict, ", " between them. */
    String play() throws IOException, InterruptedException {
        try (var mta = sendmail ? Dialogue.greetedBySendmail(managed) : Dialogue.greeted(managed)) {
            return mta.message(headers.toArray(Packet[]::new));
        }
    }

    /** Headers that the nth milter, from 1, was shown: "Name:value". */
    List<String> shownTo(int nth) throws InterruptedException {
        return Dialogue.headers(milters.get(nth - 1).awaitVisit(1).received('L'));
    }

    /** The body that the nth milter, from 1, was shown. */
    String bodyShownTo(int nth) throws InterruptedException {
        return milters.get(nth - 1).awaitVisit(1).received('B').stream()
                .map(Packet::octets)
                .collect(Collectors.joining());
    }

    /** The codes of what the nth milter, from 1, was told. */
    String events(int nth) throws InterruptedException {
        return milters.get(nth - 1).awaitVisit(1).events();
    }

    Managed managed() {
        return managed;
    }

    @Override
    public void close() throws IOException {
        managed.close();
        for (ScriptedMilter milter : milters) {
            milter.close();
        }
    }
}
