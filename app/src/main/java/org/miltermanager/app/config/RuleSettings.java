package org.miltermanager.app.config;

import java.util.List;
import java.util.Optional;
import org.miltermanager.condition.Answer;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.SmtpReply;

/**
 * One {@code [[rule]]}. Immutable.
 *
 * @param name as logs call it; unique among the rules
 * @param when it applies; all of these have to hold
 * @param unknown what becomes of mail where nobody can say whether it applies; skip: the rule does not apply
 * @param action what is done with mail that it is about
 * @param reply what the client is told; empty: what the mail server says by itself
 * @param header what is added; empty but for {@link Action#ADD_HEADER}
 * @param macro what the milters behind are told; empty but for {@link Action#MACRO}
 * @param reason for which mail is held
 * @param enabled false: it is left out
 * @param evaluation true: it is only logged what it would do
 * @param place how many milters of the configuration stand before it
 */
public record RuleSettings(
        String name,
        List<String> when,
        Answer unknown,
        Action action,
        Optional<SmtpReply> reply,
        Optional<AddHeader> header,
        Optional<Macro> macro,
        String reason,
        boolean enabled,
        boolean evaluation,
        int place) {
    public RuleSettings {
        when = List.copyOf(when);
    }

    /** What is done with mail that a rule is about. */
    public enum Action {
        REJECT,
        TEMPFAIL,
        /** No milter behind the rule is asked. */
        ACCEPT_ALL,
        DISCARD,
        QUARANTINE,
        ADD_HEADER,
        /** The milters behind the rule are told a macro. */
        MACRO
    }
}
