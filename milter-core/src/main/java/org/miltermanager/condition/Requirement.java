package org.miltermanager.condition;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.miltermanager.wire.Stage;

/**
 * Under which condition a milter is asked, and what else it is told then. Immutable; safe for use by any thread.
 *
 * @param when it is asked
 * @param unknown what becomes of it where nobody can say
 * @param notices macros that it is told, beside those of {@code when}
 */
public record Requirement(Expression when, Answer unknown, List<Notice> notices) {
    /** It is asked for every mail. */
    public static final Requirement NONE = new Requirement(Expression.ALWAYS, Answer.ASK);

    public Requirement {
        notices = List.copyOf(notices);
    }

    public Requirement(Expression when, Answer unknown) {
        this(when, unknown, List.of());
    }

    /** @return false where nothing has to be found out for it */
    public boolean isConditional() {
        return when != Expression.ALWAYS || !notices.isEmpty();
    }

    /** @return true where each recipient has its own answer */
    public boolean perRecipient() {
        return when.perRecipient();
    }

    /** @return true where the recipients decide, and then the content: neither {@link #decide} can alone */
    public boolean mixesScopes() {
        return when.mixesScopes();
    }

    /** The part of it that decides about each recipient; without notices. */
    public Requirement ofRecipients() {
        return new Requirement(when.ofRecipients(), unknown);
    }

    /** The part of it that decides besides, when all recipients have been answered. */
    public Requirement ofContent() {
        return new Requirement(when.ofContent(), unknown, notices);
    }

    /** All that it is about: what others have to be asked should be asked early. */
    public Stream<Fact<?>> facts() {
        return Stream.concat(
                when.facts().stream(),
                Stream.concat(when.notices().stream(), notices.stream())
                        .flatMap(notice -> notice.when().facts().stream()));
    }

    /** @return true where part of it cannot be known before the milters earlier in the list have judged the message */
    public boolean isAboutEarlierMilters() {
        return facts().anyMatch(Fact::isJudged);
    }

    /** What it is told with an event of a stage. */
    public List<Notice> noticesAt(Stage stage) {
        if (when.notices().isEmpty() && notices.isEmpty()) {
            return List.of();
        }
        return Stream.concat(when.notices().stream(), notices.stream())
                .filter(notice -> notice.stage() == stage)
                .toList();
    }

    /**
     * Decides, if that can be done now. Waits for others where the last of the facts is due, each no longer than its deadline.
     *
     * @param milter whose requirement it is
     * @return empty where a later stage has to be waited for
     */
    public Optional<Decision> decide(String milter, Circumstances known) {
        Truth truth = when.decide(known);
        boolean due = known.begun() && known.reached().compareTo(when.due()) >= 0;
        if (truth == Truth.UNKNOWN && due) {
            truth = known.patiently(() -> when.decide(known));
        }
        Answer answer = switch (truth) {
            case TRUE -> Answer.ASK;
            case FALSE -> Answer.SKIP;
            case UNKNOWN -> due && when.demandsAnswer(known) ? Answer.TEMPFAIL : unknown;
        };
        return truth == Truth.UNKNOWN && !due
                ? Optional.empty()
                : Optional.of(new Decision(milter, known.reached(), answer, truth, when.findings(known)));
    }
}
