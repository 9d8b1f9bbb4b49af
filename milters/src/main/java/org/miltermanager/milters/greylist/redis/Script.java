package org.miltermanager.milters.greylist.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.miltermanager.milters.greylist.store.Decision;
import org.miltermanager.milters.greylist.store.Pace;
import org.miltermanager.milters.greylist.store.Subject;

/** The script {@code attempt.lua}: what it is given, and what it answers. */
final class Script {
    static final String TEXT = read();

    private Script() {}

    private static String read() {
        try (InputStream script = Objects.requireNonNull(Script.class.getResourceAsStream("attempt.lua"))) {
            return new String(script.readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String[] arguments(Subject.Triplet triplet, Pace pace, Instant now) {
        return new String[] {
            Long.toString(now.toEpochMilli()),
            Long.toString(pace.delay().toMillis()),
            Long.toString(pace.timeout().toMillis()),
            Long.toString(pace.autowhite().toMillis()),
            Integer.toString(pace.clientAfter()),
            Integer.toString(triplet.domain().isPresent() ? pace.domainAfter() : 0),
            Long.toString(Pace.COUNTED_ONCE.toMillis())
        };
    }

    /** @param answer a word, and for some a number of milliseconds */
    static Decision decision(List<?> answer, Subject.Triplet triplet) {
        return switch (String.valueOf(answer.getFirst())) {
            case "wait" -> new Decision.Wait(milliseconds(answer));
            case "waited" -> new Decision.Waited(milliseconds(answer));
            case "client" -> new Decision.White(new Subject.Client(triplet.network()));
            case "domain" -> new Decision.White(triplet.domain().orElseThrow());
            case "triplet" -> new Decision.White(triplet);
            default -> throw new IllegalArgumentException("the script answered " + answer);
        };
    }

    private static Duration milliseconds(List<?> answer) {
        return Duration.ofMillis(Long.parseLong(String.valueOf(answer.get(1))));
    }
}
