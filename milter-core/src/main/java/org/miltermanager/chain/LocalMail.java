package org.miltermanager.chain;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/**
 * Mail that did not come by SMTP ({@code non_smtpd_milters}): cleanup(8) plays a session from 127.0.0.1, port 0, with addresses without
 * angle brackets. There a rejected recipient is a configuration error that keeps the mail in the queue for ever, so the rejection is
 * given at end of message, where it makes a bounce.
 */
final class LocalMail {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1");

    private boolean fromLoopback;
    private boolean local;
    private @Nullable Verdict owed;

    /** An event came; called before any milter is asked. */
    void happened(Event event) {
        if (event instanceof Connect connect) {
            fromLoopback = connect.port() == 0 && LOOPBACK.contains(connect.address());
        } else if (event instanceof MailFrom mail) {
            local = fromLoopback && !mail.address().startsWith("<");
            owed = null;
        }
    }

    /** What the mail server may be told: a recipient's rejection is kept for later. */
    Verdict permitted(Stage stage, Verdict verdict) {
        if (local && stage == Stage.RCPT && verdict.decides() && verdict != Ruling.DISCARD) {
            owed = verdict;
            return Ruling.CONTINUE;
        }
        return verdict;
    }

    /** The rejection that the message gets; empty where none was kept. */
    Optional<Verdict> owed() {
        return Optional.ofNullable(owed);
    }
}
