package org.miltermanager.milters.forgedhelo;

import static java.util.Locale.ROOT;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.Terms;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/**
 * Refuses clients that greet with one of our own names or addresses (RFC 5321 4.1.1.1: the client's own). Authenticated clients are
 * exempt, since some mail programs do this. The refusal is the answer to MAIL, with 550 5.7.1.
 */
public final class ForgedHelo implements Milter {
    private static final Set<Stage> STAGES = Collections.unmodifiableSet(EnumSet.of(Stage.HELO, Stage.MAIL));
    private static final Verdict REFUSED = new SmtpReply(550, "5.7.1", "HELO name belongs to this server");

    private final Set<String> ownNames;

    /** @param ownNames names, and addresses in brackets, that no client may call its own; compared without regard to case */
    public ForgedHelo(Set<String> ownNames) {
        this.ownNames = ownNames.stream().map(name -> name.toLowerCase(ROOT)).collect(toUnmodifiableSet());
    }

    @Override
    public Conversation begin(Terms terms) {
        return new Conversation() {
            private boolean forged;

            @Override
            public Set<Stage> stages() {
                return STAGES;
            }

            @Override
            public Verdict on(Event event, Macros macros) {
                return switch (event) {
                    case Helo(var name) -> {
                        forged = ownNames.contains(name.toLowerCase(ROOT));
                        yield Ruling.CONTINUE;
                    }
                    case MailFrom _ when forged && macros.get("auth_authen").isEmpty() -> REFUSED;
                    default -> Ruling.CONTINUE;
                };
            }
        };
    }
}
