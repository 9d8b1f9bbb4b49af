package org.miltermanager.app.log;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.miltermanager.chain.Reviewed;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one line that is logged of a message: who sent it, what each milter said and how long it took, who decided. */
final class MessageLine {
    private static final Logger LOG = LoggerFactory.getLogger(MessageLine.class);

    private static final String FAILED = "failed";

    /** What one milter said of this message, the last that was not continue, and how long it took in all. */
    private static final class Said {
        private String word = "pass";
        private Duration took = Duration.ZERO;

        @Override
        public String toString() {
            return word + "/" + took.toMillis() + "ms";
        }
    }

    private final String session;
    private final String client;
    private final String sender;
    private final long start = System.nanoTime();
    private final Map<String, Said> milters = new LinkedHashMap<>();
    private String queueId = "";
    private int recipients;
    private String verdict = "abort";
    private String decider = "";
    private String reply = "";

    /** @param down milters that had failed before, and are not there */
    MessageLine(String session, String client, String sender, Set<String> down) {
        this.session = session;
        this.client = client;
        this.sender = sender;
        down.forEach(this::failed);
    }

    void recipient() {
        recipients++;
    }

    void queueId(String id) {
        queueId = id;
    }

    void asked(String milter, Stage stage, Verdict answer, Duration took) {
        Said said = milters.computeIfAbsent(milter, name -> new Said());
        said.took = said.took.plus(took);
        if (answer.decides()) {
            said.word = Words.of(answer) + (stage == Stage.END_OF_MESSAGE ? "" : "@" + Words.of(stage));
        } else if (answer == Ruling.ACCEPT) {
            said.word = "accept";
        } else if (said.word.equals(FAILED) && answer == Ruling.CONTINUE) {
            said.word = "pass"; // it is there again
        }
    }

    void failed(String milter) {
        milters.computeIfAbsent(milter, name -> new Said()).word = FAILED;
    }

    /** A command was refused; the message may go on, as with one of several recipients. */
    void decided(Verdict answer, String by) {
        verdict = Words.of(answer);
        decider = by;
        reply = answer instanceof SmtpReply text ? text.toString() : "";
    }

    void answered(Reviewed reviewed) {
        decided(reviewed.verdict(), reviewed.decider());
        if (reviewed.quarantine().isPresent()) {
            verdict = "quarantine";
        }
        int body = reviewed.body().isPresent() ? 1 : 0;
        int hold = reviewed.quarantine().isPresent() ? 1 : 0;
        log(reviewed.size(), reviewed.edits().size() + body + hold);
    }

    /** It ended without content: refused before, or given up by the client. */
    void abandoned() {
        log(0, 0);
    }

    private void log(long size, int edits) {
        LOG.info(
                "session={} queue-id={} client={} from={} recipients={} size={} milters=\"{}\" edits={} verdict={} decider={}{} ms={}",
                session,
                Word.of(queueId),
                Word.of(client),
                Word.of(sender),
                recipients,
                size,
                milters.entrySet().stream().map(Object::toString).collect(Collectors.joining(" ")),
                edits,
                verdict,
                Word.of(decider),
                reply.isEmpty() ? "" : " reply=" + Word.quoted(reply),
                Duration.ofNanos(System.nanoTime() - start).toMillis());
    }
}
