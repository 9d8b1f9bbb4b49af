package org.miltermanager.app.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.miltermanager.app.config.LogLevel;
import org.miltermanager.chain.Chain;
import org.miltermanager.chain.ChainSettings;
import org.miltermanager.chain.LinkSettings;
import org.miltermanager.chain.SessionListener;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milter.Terms;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.EndOfBody;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SessionMacros;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** A session of a chain of milters that run inside, and what is logged of it. */
final class LoggedSession implements AutoCloseable {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Logging logging = Logging.start(LogLevel.INFO, new StdoutSink(out, true));
    final SessionLogs all = new SessionLogs(milter -> {});
    final SessionListener log = all.get();
    final SessionMacros macros = new SessionMacros();

    /** A milter that has one answer to recipients that begin with "refused", and one to messages. */
    private record Judge(Outcome outcome) implements Milter {
        @Override
        public Conversation begin(Terms terms) {
            return new Conversation() {
                @Override
                public Set<Stage> stages() {
                    return EnumSet.allOf(Stage.class);
                }

                @Override
                public Verdict on(Event event, Macros macros) {
                    return event instanceof RcptTo recipient
                                    && recipient.address().startsWith("<refused")
                            ? new SmtpReply(550, "5.7.1", "no \"such\" user")
                            : Ruling.CONTINUE;
                }

                @Override
                public Outcome endOfMessage(Message message, Macros macros) {
                    return outcome;
                }
            };
        }
    }

    static LinkSettings judge(String name, Outcome outcome) {
        return new LinkSettings(name, new Judge(outcome));
    }

    Chain chain(LinkSettings... milters) {
        var offer = new Negotiate(6, Set.of(), Set.of());
        return new Chain(List.of(milters), ChainSettings.defaults(), offer, log);
    }

    void begin(Chain chain, String client) {
        chain.offer(new Connect(client, Connect.Family.INET, 25, "192.0.2.7"), macros);
        chain.offer(new Helo(client), macros);
    }

    void envelope(Chain chain, String sender, String... recipients) {
        macros.define(Stage.MAIL, List.of(new Macro("i", "4F1Q")));
        macros.reach(Stage.MAIL);
        chain.offer(new MailFrom(sender, List.of()), macros);
        for (String recipient : recipients) {
            chain.offer(new RcptTo(recipient, List.of()), macros);
        }
    }

    void content(Chain chain) {
        chain.offer(new Header("Subject", " private"), macros);
        try (var reviewed = chain.endOfMessage(new EndOfBody(Octets.of("private\r\n")), macros)) {
            chain.answered(reviewed);
        }
    }

    List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    List<String> messages() {
        return lines().stream().filter(line -> line.startsWith("<6>session=")).toList();
    }

    List<String> statistics(String begin) {
        return lines().stream()
                .filter(line -> line.startsWith("<5>[statistics] " + begin))
                .toList();
    }

    static void assertLines(List<String> patterns, List<String> lines) {
        assertEquals(patterns.size(), lines.size(), () -> String.join("\n", lines));
        for (int i = 0; i < patterns.size(); i++) {
            assertTrue(lines.get(i).matches(patterns.get(i)), lines.get(i));
        }
    }

    @Override
    public void close() {
        logging.close();
    }
}
