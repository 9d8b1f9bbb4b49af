package org.miltermanager.chain;

import java.util.Optional;
import org.miltermanager.milter.Content;
import org.miltermanager.wire.BodyChunk;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Mark;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** The content of one message, told to one milter part by part until it has an opinion. */
final class Presentation {
    /** Where the parts go. */
    interface Audience {
        /** Tells a part. */
        Verdict tell(Event part);

        /** @return true while it wants parts of this kind */
        boolean wants(Stage stage);

        /** @return true while it wants to see the end of the message */
        boolean stays();
    }

    private final Content content;
    private final Audience audience;

    Presentation(Content content, Audience audience) {
        this.content = content;
        this.audience = audience;
    }

    /** @return what ends it before the end of the message; empty where the audience waits for the end */
    Optional<Verdict> run() {
        return headers().or(() -> tell(Mark.END_OF_HEADERS)).or(this::body);
    }

    private Optional<Verdict> headers() {
        for (Header header : content.headers()) {
            Optional<Verdict> end = tell(header);
            if (end.isPresent() || !audience.wants(Stage.HEADER)) {
                return end;
            }
        }
        return Optional.empty();
    }

    private Optional<Verdict> body() {
        if (!audience.wants(Stage.BODY)) {
            return Optional.empty();
        }
        for (Octets chunk : content.body()) {
            Optional<Verdict> end = tell(new BodyChunk(chunk));
            if (end.isPresent() || !audience.wants(Stage.BODY)) {
                return end;
            }
        }
        return Optional.empty();
    }

    private Optional<Verdict> tell(Event part) {
        Verdict verdict = audience.tell(part);
        return verdict.decides() || !audience.stays() ? Optional.of(verdict) : Optional.empty();
    }
}
