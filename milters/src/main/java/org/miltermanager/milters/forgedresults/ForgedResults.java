package org.miltermanager.milters.forgedresults;

import static java.util.Locale.ROOT;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milter.Terms;
import org.miltermanager.milters.scan.ForgedHeaders;
import org.miltermanager.wire.ActionFlag;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/**
 * Removes the {@code Authentication-Results} headers of an arriving message that claim to be our own (RFC 8601, section 5: a server at the
 * border of its domain must). Headers of other servers stay. Last first, so that no mail server's way of numbering matters.
 */
public final class ForgedResults implements Milter {
    private static final String NAME = "Authentication-Results";

    private final String authservId;

    /** @param authservId the identifier with which our own results begin (RFC 8601, 2.5); compared without regard to case */
    public ForgedResults(String authservId) {
        this.authservId = authservId.toLowerCase(ROOT);
    }

    @Override
    public Conversation begin(Terms terms) {
        return new Conversation() {
            @Override
            public Set<Stage> stages() {
                return Set.of();
            }

            @Override
            public Set<ActionFlag> actions() {
                return EnumSet.of(ActionFlag.CHGHDRS);
            }

            @Override
            public Verdict on(Event event, Macros macros) {
                return Ruling.CONTINUE;
            }

            @Override
            public Outcome endOfMessage(Message message, Macros macros) {
                return new Outcome(removals(message), Ruling.CONTINUE);
            }
        };
    }

    /** What removes our own results from a message that brought them along. */
    public List<Edit> removals(Message message) {
        return ForgedHeaders.removals(message, header -> header.name().equalsIgnoreCase(NAME) && isOurs(header.text()));
    }

    private boolean isOurs(String value) {
        return AuthservId.of(value).toLowerCase(ROOT).equals(authservId);
    }
}
