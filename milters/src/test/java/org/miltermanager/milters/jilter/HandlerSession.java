package org.miltermanager.milters.jilter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.miltermanager.milter.BodyReplacement;
import org.miltermanager.milter.BodySpool;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.MessageMemory;
import org.miltermanager.milter.Patience;
import org.miltermanager.milter.Terms;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.Octets;

/** SMTP sessions with a handler out of JAR files, whose new bodies are kept in a directory, up to 1,000 octets. */
record HandlerSession(List<Path> jars, Path directory) {
    static final Duration DEADLINE = Duration.ofMillis(500);

    /** A message of which nothing is left but its end. */
    static final Message MESSAGE = new Message() {
        @Override
        public List<Header> headers() {
            return List.of();
        }

        @Override
        public Iterable<Octets> body() {
            return List.of();
        }

        @Override
        public long bodySize() {
            return 0;
        }
    };

    Conversation with(String handler, Patience patience) {
        var terms = new Terms(
                new Negotiate(6, Set.of(), Set.of()),
                patience,
                () -> new BodyReplacement(new BodySpool(directory, 1_000, 1_000, new MessageMemory(0)), true),
                remark -> {});
        return new JilterMilter(HandlerClass.load(jars, handler), DEADLINE).begin(terms);
    }
}
