package org.miltermanager.codec;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.miltermanager.wire.ActionFlag;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.StepFlag;

/** The data of SMFIC_OPTNEG and SMFIR_OPTNEG: the one place where flags are bits. */
final class Negotiation {
    /** Stages that a milter can ask macros for, at the place of their number (SMFIM_*, {@code mfapi.h}). */
    private static final List<Stage> MACRO_STAGES = List.of(
            Stage.CONNECT, Stage.HELO, Stage.MAIL, Stage.RCPT, Stage.DATA, Stage.END_OF_MESSAGE, Stage.END_OF_HEADERS);

    /** Postfix takes commas too. */
    private static final Pattern BETWEEN_NAMES = Pattern.compile("[ ,\t]+");

    /** Octets of one list of names; all names that there are fit into a quarter of it. */
    private static final int MAX_LIST = 4_096;

    private static final int ALL_ACTIONS = word(EnumSet.allOf(ActionFlag.class), ActionFlag::bit);

    private Negotiation() {}

    /** As libmilter reads it: 0 means the flags of version 1, unknown flags are nothing to us, what follows is ignored. */
    static Negotiate offer(PacketReader in) {
        int version = version(in);
        int actions = (int) in.int32("actions");
        int steps = (int) in.int32("steps");
        in.ignoreRest();
        return new Negotiate(
                version,
                actions == 0 ? ActionFlag.VERSION_1 : actions(actions),
                steps == 0 ? StepFlag.VERSION_1 : steps(steps));
    }

    /** As Postfix reads it: actions that nobody can have offered are an error, unknown steps are not. */
    static Negotiate answer(PacketReader in) {
        int version = version(in);
        int actions = (int) in.int32("actions");
        if ((actions & ~ALL_ACTIONS) != 0) {
            throw in.malformed("actions 0x%X".formatted(actions), "none beyond 0x%X".formatted(ALL_ACTIONS));
        }
        int steps = (int) in.int32("steps");
        return new Negotiate(version, actions(actions), steps(steps), macroRequests(in));
    }

    /** Requests for stages that have no number on the wire are left out. */
    static void write(Negotiate negotiate, PacketWriter out) {
        out.int32(negotiate.version())
                .int32(word(negotiate.actions(), ActionFlag::bit))
                .int32(word(negotiate.steps(), StepFlag::bit));
        for (int number = 0; number < MACRO_STAGES.size(); number++) {
            List<String> names = negotiate.macroRequests().get(MACRO_STAGES.get(number));
            if (names != null) {
                out.int32(number).string(String.join(" ", names));
            }
        }
    }

    private static int version(PacketReader in) {
        return (int) Math.min(in.int32("version"), Integer.MAX_VALUE);
    }

    /** A later list for a stage replaces an earlier one; stages that do not exist are skipped. */
    private static Map<Stage, List<String>> macroRequests(PacketReader in) {
        var lists = new EnumMap<Stage, String>(Stage.class);
        while (in.hasMore()) {
            long number = in.int32("the stage of a macro list");
            String names = in.string("a macro list");
            if (names.length() > MAX_LIST) {
                throw in.malformed("a macro list of " + names.length() + " octets", "one of " + MAX_LIST + " or less");
            }
            if (number < MACRO_STAGES.size()) {
                lists.put(MACRO_STAGES.get((int) number), names);
            }
        }
        var requests = new EnumMap<Stage, List<String>>(Stage.class);
        lists.forEach((stage, names) -> requests.put(stage, split(names)));
        return requests;
    }

    private static List<String> split(String names) {
        return BETWEEN_NAMES
                .splitAsStream(names)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static Set<ActionFlag> actions(int word) {
        return flags(ActionFlag.values(), ActionFlag::bit, word);
    }

    private static Set<StepFlag> steps(int word) {
        return flags(StepFlag.values(), StepFlag::bit, word);
    }

    private static <F> Set<F> flags(F[] all, ToIntFunction<F> bit, int word) {
        return Arrays.stream(all)
                .filter(flag -> (word & bit.applyAsInt(flag)) != 0)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static <F> int word(Set<F> flags, ToIntFunction<F> bit) {
        return flags.stream().mapToInt(bit).reduce(0, (word, one) -> word | one);
    }
}
