package org.miltermanager.child;

import java.time.Duration;
import org.miltermanager.transport.Endpoint;

/**
 * How an external milter is reached, and what it is allowed.
 *
 * @param endpoint where it listens
 * @param connect deadline for the connection (Postfix {@code milter_connect_timeout})
 * @param command deadline for each reply before the content ({@code milter_command_timeout})
 * @param message deadline for each reply to content; progress starts it again ({@code milter_content_timeout})
 * @param maxFrame largest packet accepted from it, in octets
 * @param maxEdits edits accepted from it for one message; a new body is not counted among them
 */
public record ChildSettings(
        Endpoint endpoint, Duration connect, Duration command, Duration message, int maxFrame, int maxEdits) {
    /** Postfix's deadlines, and our limits. */
    public ChildSettings(Endpoint endpoint) {
        this(endpoint, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(5), 1 << 20, 5_000);
    }
}
