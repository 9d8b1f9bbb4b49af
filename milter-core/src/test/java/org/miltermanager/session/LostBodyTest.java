package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.chain.ChainSettings;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.chain.MessageLimits;
import org.miltermanager.milter.BodySpool;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.LostBody;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milter.Terms;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** A disk that does not give back what it was given. */
class LostBodyTest {
    /** Whatever the milter's policy: it is not the one that failed. */
    @Test
    void defersMailThatCannotBeReadAgain() throws Exception {
        try (var managed =
                        Managed.start().with("inside", _ -> new Unreadable(), Managed.onFailure(FailurePolicy.ACCEPT));
                var mta = Dialogue.greeted(managed)) {
            assertEquals("t", mta.message());
            assertEquals("t", mta.message());
        }
    }

    /** What was written of a new body cannot be taken back: the message must not be accepted, nor the connection end within it. */
    @Test
    void defersMailWhoseNewBodyIsLostWhileTheMailServerIsGivenIt(@TempDir Path spool) throws Exception {
        try (var managed = Managed.start()
                        .with("a", terms -> new Forgetful(terms, spool), link -> link)
                        .where(all -> spooling(all, spool));
                var mta = Dialogue.greeted(managed)) {
            String answer = mta.message();

            assertTrue(answer.startsWith("b (65535)"), answer::toString);
            assertTrue(answer.endsWith(", t"), () -> answer.substring(answer.length() - 40));
            assertTrue(managed.heard.contains("message: TEMPFAIL by <>"), managed.heard::toString);
            managed.awaitHeard("exceeded: the body that was kept cannot be read");
            mta.abort();
            assertEquals("c", mta.mail());
        }
    }

    /** Makes a new body, of which the disk keeps only the begin. */
    private record Forgetful(Terms terms, Path spool) implements Conversation {
        @Override
        public Set<Stage> stages() {
            return Set.of();
        }

        @Override
        public Verdict on(Event event, Macros macros) {
            return Ruling.CONTINUE;
        }

        @Override
        public Outcome endOfMessage(Message message, Macros macros) {
            var replacement = terms.newBody().get();
            replacement.append(Octets.of("x".repeat(4 * Message.CHUNK)));
            BodySpool body = replacement.finish();
            try {
                cut(spool);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Outcome(List.of(), Optional.of(body), Ruling.CONTINUE);
        }

        /** The file has no name, but its descriptor has. */
        private static void cut(Path spool) throws IOException {
            try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
                for (Path descriptor : descriptors.toList()) {
                    if (Files.isSymbolicLink(descriptor)
                            && Files.readSymbolicLink(descriptor).startsWith(spool)) {
                        try (var file = FileChannel.open(descriptor, StandardOpenOption.WRITE)) {
                            file.truncate(Message.CHUNK);
                        }
                    }
                }
            }
        }
    }

    /** Reads a message from a disk that breaks. */
    private static final class Unreadable implements Conversation {
        @Override
        public Set<Stage> stages() {
            return Set.of();
        }

        @Override
        public Verdict on(Event event, Macros macros) {
            return Ruling.CONTINUE;
        }

        @Override
        public Outcome endOfMessage(Message message, Macros macros) {
            throw new LostBody(new IOException("Input/output error"));
        }
    }

    private static ChainSettings spooling(ChainSettings all, Path directory) {
        var usual = all.messages();
        return all.with(new MessageLimits(
                directory,
                usual.bodyInMemory(),
                usual.maxSpool(),
                usual.maxHeaders(),
                usual.maxHeaderOctets(),
                usual.memory()));
    }
}
