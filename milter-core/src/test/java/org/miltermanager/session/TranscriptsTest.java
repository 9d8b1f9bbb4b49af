package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.miltermanager.fixtures.child.Part;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.transcript.Transcript;
import org.miltermanager.fixtures.wire.Replies;

/** Whole sessions as mail servers hold them, past two milters. */
class TranscriptsTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/transcripts");

    /** Refuses recipients that are called so, and marks what passes. */
    private static final Rules FIRST = Rules.continuing()
            .on('R', refusing())
            .on('E', Replies.addHeader("X-Seen", "by the first"), Replies.CONTINUE);

    /** Changes the mark. */
    private static final Rules SECOND =
            Rules.continuing().on('E', Replies.changeHeader(1, "X-Seen", "by both"), Replies.CONTINUE);

    static List<Path> transcripts() throws IOException {
        try (var files = Files.list(DIRECTORY)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void goAsWritten(Path file) throws Exception {
        boolean old = file.getFileName().toString().startsWith("sendmail-8-13");
        try (var first = ScriptedMilter.start(old ? FIRST.negotiating(2, 0x3f, 0) : FIRST);
                var second = ScriptedMilter.start(old ? SECOND.negotiating(2, 0x3f, 0) : SECOND);
                var managed = Managed.start().with("first", first).with("second", second)) {
            Transcript.read(file).play(managed.address());

            assertTrue(managed.complaints().isEmpty(), managed.heard::toString);
        }
    }

    private static Part refusing() {
        return (packet, visit) -> {
            boolean refused = packet.octets().contains("refused");
            visit.reply(refused ? Replies.replyCode("550 5.7.1 not here") : Replies.CONTINUE);
        };
    }
}
