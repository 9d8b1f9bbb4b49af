package org.miltermanager.condition;

import java.util.ArrayList;
import java.util.List;
import org.miltermanager.milter.Message;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Mark;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.SessionMacros;
import org.miltermanager.wire.Stage;

/** A session, as far as a test lets it go. */
final class Mail {
    private final Circumstances known = new Circumstances();
    private final SessionMacros macros = new SessionMacros();

    /** Nothing has come. */
    static Mail nothing() {
        return new Mail();
    }

    static Mail from(String name, String address) {
        var family = address.contains(":") ? Connect.Family.INET6 : Connect.Family.INET;
        return from(new Connect(name, family, 12345, address));
    }

    static Mail from(Connect client) {
        var mail = new Mail();
        mail.macros.reach(Stage.CONNECT);
        mail.known.happened(client, mail.macros);
        return mail;
    }

    /** A client like any other. */
    static Mail connected() {
        return from("mail.example.org", "192.0.2.10");
    }

    /** The next event comes with these: name, value, name, value. */
    Mail told(Stage stage, String... namesAndValues) {
        List<Macro> values = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.add(new Macro(namesAndValues[i], namesAndValues[i + 1]));
        }
        macros.define(stage, values);
        if (stage == Stage.CONNECT) {
            macros.reach(stage);
        }
        return this;
    }

    Mail helo(String name) {
        macros.reach(Stage.HELO);
        known.happened(new Helo(name), macros);
        return this;
    }

    Mail sender(String address, String... parameters) {
        macros.reach(Stage.MAIL);
        known.happened(new MailFrom(address, List.of(parameters)), macros);
        return this;
    }

    Mail recipient(String address, String... parameters) {
        macros.reach(Stage.RCPT);
        known.happened(new RcptTo(address, List.of(parameters)), macros);
        return this;
    }

    Mail data() {
        macros.reach(Stage.DATA);
        known.happened(Mark.DATA, macros);
        return this;
    }

    Mail content(String body, Header... headers) {
        macros.reach(Stage.END_OF_MESSAGE);
        known.presented(new Content(List.of(headers), Octets.of(body)), macros);
        return this;
    }

    Circumstances known() {
        return known;
    }

    /** What an expression says of it. */
    Truth says(String expression) {
        return Expression.of(expression, Vocabulary.ofMail()).decide(known);
    }

    private record Content(List<Header> headers, Octets octets) implements Message {
        @Override
        public Iterable<Octets> body() {
            return List.of(octets);
        }

        @Override
        public long bodySize() {
            return octets.length();
        }
    }
}
