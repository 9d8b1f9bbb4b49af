package org.miltermanager.app.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.miltermanager.condition.Circumstances;
import org.miltermanager.milter.Message;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Mark;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.SessionMacros;
import org.miltermanager.wire.Stage;

/**
 * A mail that somebody imagines.
 *
 * @param client who connects
 * @param helo with which name; empty: none is imagined
 * @param user who is authenticated; empty: nobody
 * @param sender as typed; empty: the client sends no mail
 * @param recipients as typed
 * @param headers of the message
 * @param size of the body, in octets
 */
public record ImaginedMail(
        Connect client,
        Optional<String> helo,
        Optional<String> user,
        Optional<String> sender,
        List<String> recipients,
        List<Header> headers,
        long size) {
    public ImaginedMail {
        recipients = List.copyOf(recipients);
        headers = List.copyOf(headers);
    }

    /** Lets it happen, step by step. */
    void happen(Circumstances known, Consumer<Event> step) {
        var macros = new SessionMacros();
        macros.define(Stage.CONNECT, List.of(new Macro("v", "Postfix"), new Macro("{daemon_name}", "smtpd")));
        user.ifPresent(name -> macros.define(
                Stage.MAIL, List.of(new Macro("{auth_type}", "PLAIN"), new Macro("{auth_authen}", name))));
        for (Event event : events()) {
            macros.reach(event.stage());
            known.happened(event, macros);
            step.accept(event);
        }
        if (sender.isPresent() && !recipients.isEmpty()) {
            known.presented(new Content(headers, size), macros);
            step.accept(Mark.END_OF_HEADERS);
        }
    }

    private List<Event> events() {
        var events = new ArrayList<Event>();
        events.add(client);
        helo.map(Helo::new).ifPresent(events::add);
        sender.ifPresent(address -> {
            events.add(new MailFrom(address, List.of()));
            recipients.forEach(recipient -> events.add(new RcptTo(recipient, List.of())));
            if (!recipients.isEmpty()) {
                events.add(Mark.DATA);
            }
        });
        return events;
    }

    private record Content(List<Header> headers, long bodySize) implements Message {
        @Override
        public Iterable<Octets> body() {
            return List.of();
        }
    }
}
