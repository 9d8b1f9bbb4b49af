package org.miltermanager.chain;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.miltermanager.condition.Answer;
import org.miltermanager.condition.Expression;
import org.miltermanager.condition.Requirement;
import org.miltermanager.condition.Vocabulary;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.Terms;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.EndOfBody;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Mark;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SessionMacros;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What conditions cost a session with one message, in front of a milter that does nothing; the difference is theirs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ConditionBenchmark {
    /** All of them hold, so that each is looked at, wherever it is decided. */
    private static final List<String> TWENTY = List.of(
            "client.address in [\"192.0.2.0/24\", \"2001:db8::/32\"]",
            "client.name matches /^[^.]*\\d[^\\d.]+\\d.*\\./",
            "client.port > 1023",
            "client.verified",
            "client.ipv4",
            "macro(\"v\") matches /^postfix\\b/i",
            "daemon.name == \"smtpd\"",
            "helo == \"client.example\"",
            "not tls",
            "not authenticated",
            "sender.domain in [\"example.net\", \"example.org\", \"example.com\"]",
            "sender matches /^[a-z]+@/",
            "sender.size < 10MiB",
            "percentile >= 0",
            "not smtputf8",
            "recipients.count < 100",
            "recipients in [\"bob@example.org\"]",
            "message.size > 1KiB",
            "header(\"Subject\") matches /(hello|world)/i",
            "headers(\"Received\") not in [\"by nobody\"]");

    private static final Negotiate OFFER = Negotiate.EVERYTHING;
    private static final EndOfBody BODY = EndOfBody.WITHOUT_DATA;

    private final List<LinkSettings> none = List.of(link(Requirement.NONE));
    private final List<LinkSettings> twenty = List.of(link(new Requirement(
            Expression.all(TWENTY.stream()
                    .map(text -> Expression.of(text, Vocabulary.ofMail()))
                    .toList()),
            Answer.TEMPFAIL)));
    private final ChainSettings settings = ChainSettings.defaults();

    private static LinkSettings link(Requirement requirement) {
        return new LinkSettings("a", new Idle(), FailurePolicy.TEMPFAIL, false, false, false, requirement);
    }

    /** Takes part in everything and says nothing. */
    private static final class Idle implements Milter {
        @Override
        public Conversation begin(Terms terms) {
            return new Conversation() {
                @Override
                public Set<Stage> stages() {
                    return EnumSet.allOf(Stage.class);
                }

                @Override
                public Verdict on(Event event, Macros macros) {
                    return Ruling.CONTINUE;
                }
            };
        }
    }

    @Benchmark
    public Verdict withoutConditions() {
        return message(none);
    }

    @Benchmark
    public Verdict withTwentyConditions() {
        return message(twenty);
    }

    private Verdict message(List<LinkSettings> links) {
        var macros = new SessionMacros();
        macros.define(Stage.CONNECT, List.of(new Macro("v", "Postfix 3.10"), new Macro("{daemon_name}", "smtpd")));
        try (var chain = new Chain(links, settings, OFFER, SessionListener.NONE)) {
            for (Event event : List.of(
                    new Connect("dhcp-1-2.example.net", Connect.Family.INET, 1025, "192.0.2.1"),
                    new Helo("client.example"),
                    new MailFrom("<alice@example.net>", List.of("SIZE=4711")),
                    new RcptTo("<bob@example.org>", List.of()),
                    Mark.DATA)) {
                macros.reach(event.stage());
                require(chain.offer(event, macros));
            }
            for (int i = 0; i < 25; i++) {
                chain.offer(new Header("X-Line-" + i, " a line of usual length, as most of them have it"), macros);
            }
            chain.offer(new Header("Subject", " Hello"), macros);
            chain.offer(Mark.END_OF_HEADERS, macros);
            macros.reach(Stage.END_OF_MESSAGE);
            try (Reviewed reviewed = chain.endOfMessage(BODY, macros)) {
                return reviewed.verdict();
            }
        }
    }

    /** A measurement of conditions that cannot be decided would be of another thing. */
    private static void require(Verdict verdict) {
        if (verdict != Ruling.CONTINUE) {
            throw new IllegalStateException("got " + verdict + ", expected to go on");
        }
    }
}
