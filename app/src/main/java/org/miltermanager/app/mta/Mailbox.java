package org.miltermanager.app.mta;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milter.Terms;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** The last in the chain: keeps the message as those before it left it, which is how it would be delivered. For one session. */
final class Mailbox implements Milter {
    private @Nullable MailText text;

    /** The message; empty where it did not get here. */
    Optional<MailText> text() {
        return Optional.ofNullable(text);
    }

    @Override
    public Conversation begin(Terms terms) {
        return new Conversation() {
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
                var body = new ByteArrayOutputStream();
                message.body().forEach(chunk -> body.writeBytes(octets(chunk)));
                text = new MailText(message.headers(), Octets.of(body.toByteArray()));
                return Outcome.of(Ruling.CONTINUE);
            }
        };
    }

    private static byte[] octets(Octets chunk) {
        var bytes = new byte[chunk.length()];
        chunk.copyTo(0, bytes, 0, bytes.length);
        return bytes;
    }
}
