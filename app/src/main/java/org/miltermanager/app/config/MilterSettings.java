package org.miltermanager.app.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.condition.Answer;
import org.miltermanager.milters.BuiltIn;
import org.miltermanager.transport.Endpoint;

/**
 * One {@code [[milter]]}. Immutable.
 *
 * @param name as logs and statistics call it; unique
 * @param source what answers
 * @param enabled false: it is left out of the chain
 * @param description for people; may be empty
 * @param onFailure what becomes of mail when it fails
 * @param failureLasts how long a failure counts
 * @param evaluation true: it runs as in production, what it says is recorded and has no effect
 * @param concurrent true: it is given the message as it arrived, while the others work; in its turn where {@code when} is about what
 *     the milters before it make of a message
 * @param when it is asked: all of these have to hold; none: always
 * @param unknown what becomes of it where nobody can say
 */
public record MilterSettings(
        String name,
        Source source,
        boolean enabled,
        String description,
        FailurePolicy onFailure,
        FailureLasts failureLasts,
        boolean evaluation,
        boolean concurrent,
        List<String> when,
        Answer unknown) {
    public MilterSettings {
        when = List.copyOf(when);
    }

    /** Where a milter's answers come from. */
    public sealed interface Source {
        /**
         * Another program.
         *
         * @param connect where it listens; the same address may stand in several milters
         * @param deadlines how long it may take
         */
        record Outside(Endpoint connect, Deadlines deadlines) implements Source {}

        /** Ourselves. */
        record Inside(BuiltIn settings) implements Source {}
    }

    /** Where it listens; empty for one that runs inside. */
    public Optional<Endpoint> connect() {
        return source instanceof Source.Outside(var connect, var _) ? Optional.of(connect) : Optional.empty();
    }

    /** How long a milter that failed is not asked again. */
    public enum FailureLasts {
        /** To the end of the SMTP session, as in Postfix. */
        SESSION,
        /** To the end of the message. */
        MESSAGE
    }

    /**
     * How long a milter may take, as Postfix's {@code milter_connect_timeout}, {@code milter_command_timeout} and {@code
     * milter_content_timeout}. All positive.
     *
     * @param connect to accept a connection
     * @param command to answer an envelope command
     * @param message to answer a header, the body or the end of the message; SMFIR_PROGRESS starts it anew
     */
    public record Deadlines(Duration connect, Duration command, Duration message) {}
}
