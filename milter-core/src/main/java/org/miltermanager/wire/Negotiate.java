package org.miltermanager.wire;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * SMFIC_OPTNEG: the mail server's offer, and in the other direction the milter's answer to it.
 *
 * @param version 1 to 6 in practice; any unsigned 31-bit number is carried
 * @param actions offered, or asked for
 * @param steps supported, or wanted
 * @param macroRequests names that the milter asks for by stage, in its order (SMFIR_SETSYMLIST); empty in an offer. A stage with an
 *     empty list asked for nothing, which Postfix reads as "no wish"
 */
public record Negotiate(
        int version, Set<ActionFlag> actions, Set<StepFlag> steps, Map<Stage, List<String>> macroRequests)
        implements Command, Reply {
    /** The highest version that exists (Sendmail 8.14 and later, Postfix 2.6 and later). */
    public static final int LATEST = 6;

    /** All that there is: what Postfix and Sendmail of today offer, but for names that are newer than they. */
    public static final Negotiate EVERYTHING =
            new Negotiate(LATEST, EnumSet.allOf(ActionFlag.class), EnumSet.allOf(StepFlag.class));

    public Negotiate {
        actions = Set.copyOf(actions);
        steps = Set.copyOf(steps);
        macroRequests = Map.copyOf(macroRequests);
    }

    /** An offer, or an answer without macro requests. */
    public Negotiate(int version, Set<ActionFlag> actions, Set<StepFlag> steps) {
        this(version, actions, steps, Map.of());
    }

    @Override
    public CommandCode code() {
        return CommandCode.NEGOTIATE;
    }
}
