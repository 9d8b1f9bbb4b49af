package org.miltermanager.chain;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.miltermanager.condition.Answer;
import org.miltermanager.condition.Circumstances;
import org.miltermanager.condition.Decision;
import org.miltermanager.condition.Notice;
import org.miltermanager.condition.Requirement;
import org.miltermanager.condition.Truth;
import org.miltermanager.milter.Message;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Stage;

/**
 * Whether one milter is asked at all. Decided as early as can be, once for the session, the greeting, the message or the recipient,
 * whichever the condition is about. Used by the session's thread, but for {@link #told}.
 */
final class Admission {
    private final String milter;
    private final Requirement requirement;
    /** Present where the recipients decide, and then {@link #requirement}, which is about the content: it is told both when it is asked. */
    private final Optional<Requirement> ofRecipients;

    private final Circumstances known;
    private final SessionListener listener;
    private final boolean conditional;
    private final Map<Stage, List<Macro>> added = new EnumMap<>(Stage.class);
    private @Nullable Decision decision;
    private boolean reported;
    private boolean hasRecipients;
    private boolean hadRecipients;
    private boolean wantsRecipient;

    Admission(LinkSettings settings, Circumstances known, SessionListener listener) {
        this.milter = settings.name();
        Optional<Requirement> mixed = Optional.of(settings.requirement()).filter(Requirement::mixesScopes);
        this.requirement = mixed.map(Requirement::ofContent).orElse(settings.requirement());
        this.ofRecipients = mixed.map(Requirement::ofRecipients);
        this.conditional = requirement.isConditional();
        this.known = known;
        this.listener = listener;
    }

    /** @return true where what happens at a stage of a message has to be kept, in case that the milter is wanted later */
    boolean mayNeed(Stage stage) {
        boolean unwanted =
                stage == Stage.RCPT && (requirement.perRecipient() || (ofRecipients.isPresent() && !wantsRecipient));
        return conditional && stage != Stage.UNKNOWN && !unwanted;
    }

    /** @return true where it is asked whoever connects */
    boolean isGivenBeforehand() {
        return !conditional
                || requirement
                        .decide(milter, known)
                        .filter(beforehand -> beforehand.answer() == Answer.ASK)
                        .isPresent();
    }

    /** @return false where it is known before an event that it is not asked about it */
    boolean mayAsk(Stage stage) {
        return !conditional || decision == null || isOver(stage) || answer() != Answer.SKIP;
    }

    /** Whether it is asked about an event before the content that has just become known; skip while that is not decided. */
    Answer at(Stage stage) {
        if (!conditional) {
            return Answer.ASK;
        }
        if (isOver(stage)) {
            decision = null;
        }
        hasRecipients &=
                stage == Stage.UNKNOWN || stage.compareTo(Stage.MAIL) > 0; // that one comes within a message too
        hadRecipients = hasRecipients;
        if (stage == Stage.RCPT && ofRecipients.isPresent()) {
            return atRecipient(ofRecipients.get());
        }
        decide();
        report();
        return answer();
    }

    /** It may be told of the recipient later, when the content has decided. */
    private Answer atRecipient(Requirement required) {
        Optional<Decision> made = required.decide(milter, known);
        made.ifPresent(listener::decided);
        Answer answer = made.map(Decision::answer).orElse(Answer.SKIP);
        wantsRecipient = answer == Answer.ASK;
        hasRecipients |= wantsRecipient;
        return answer == Answer.TEMPFAIL ? answer : Answer.SKIP;
    }

    /** What was decided holds until what it was about changes. */
    private boolean isOver(Stage stage) {
        return decision != null
                && switch (stage) {
                    case CONNECT, HELO, MAIL -> decision.stage().compareTo(stage) >= 0;
                    case RCPT ->
                        requirement.perRecipient()
                                ? decision.stage() == Stage.RCPT
                                : decision.stage().compareTo(Stage.RCPT)
                                        > 0; // behind a DATA that the mail server refused itself
                    case UNKNOWN, DATA, HEADER, END_OF_HEADERS, BODY, END_OF_MESSAGE -> false;
                };
    }

    private void decide() {
        if (decision == null) {
            decision = requirement.decide(milter, known).orElse(null);
            reported = false;
        }
    }

    /** Tells of what was decided, when that stands. */
    void report() {
        if (decision != null && !reported) {
            reported = true;
            listener.decided(decision);
        }
    }

    /**
     * What was decided about the content, and not {@linkplain #report reported}, is to be decided again. What nobody could say stays: to
     * wait for that once is enough.
     */
    void reconsider() {
        if (decision != null && !reported && decision.truth() != Truth.UNKNOWN) {
            decision = null;
        }
    }

    /** @return true where it cannot be known before the milters earlier in the list have judged the message what this one is told, if anything */
    boolean waitsForOthers() {
        return !isSettled() && requirement.isAboutEarlierMilters();
    }

    /** @return true where nothing that the content says can change whether it is asked, nor what it is told */
    boolean isSettled() {
        return !conditional
                || (decision != null
                        && requirement.noticesAt(Stage.END_OF_MESSAGE).isEmpty());
    }

    private Answer answer() {
        if (decision == null || (ofRecipients.isPresent() && !hasRecipients)) {
            return Answer.SKIP;
        }
        boolean ofOneRecipient = requirement.perRecipient() && decision.stage() == Stage.RCPT;
        return ofOneRecipient && known.reached().compareTo(Stage.RCPT) > 0 ? ofItsRecipients() : decision.answer();
    }

    /** Behind the recipients it is asked where it took one of them. */
    private Answer ofItsRecipients() {
        return hasRecipients ? Answer.ASK : Answer.SKIP;
    }

    /** It was asked about a recipient, and has not refused it. */
    void tookRecipient() {
        hasRecipients = true;
    }

    /** The recipient that it was asked about last is none of the message: a milter has refused it. */
    void lostRecipient() {
        hasRecipients = hadRecipients;
    }

    /**
     * Whether it is asked about the content, which is complete; to be {@linkplain #report reported} where that stands.
     *
     * @param shown the message as it would see it
     */
    Answer atContent(Supplier<Message> shown, Macros macros) {
        boolean told =
                conditional && !requirement.noticesAt(Stage.END_OF_MESSAGE).isEmpty();
        if (told || (conditional && decision == null)) {
            known.presented(shown.get(), macros);
            decide();
        }
        if (told && standing() == Answer.ASK) {
            note(Stage.END_OF_MESSAGE);
        }
        return standing();
    }

    /** What was decided. */
    Answer standing() {
        return conditional ? answer() : Answer.ASK;
    }

    /**
     * What the mail server told and we tell in addition.
     *
     * @param names that the milter asked for, by stage; a stage that is missing is not restricted
     */
    Macros told(Stage stage, Macros macros, Map<Stage, List<String>> names) {
        if (!conditional) {
            return macros;
        }
        if (!stage.isContent() && stage != Stage.UNKNOWN) {
            note(stage);
        }
        return added.isEmpty() ? macros : at -> join(macros.at(at), wanted(at, macros, names.get(at)));
    }

    private void note(Stage stage) {
        List<Notice> due = noticesAt(stage);
        if (added.isEmpty() && due.isEmpty()) {
            return;
        }
        added.keySet().removeIf(earlier -> earlier.compareTo(stage) >= 0);
        List<Macro> more =
                due.stream().flatMap(notice -> notice.told(known).stream()).toList();
        if (!more.isEmpty()) {
            added.put(stage, more);
        }
    }

    /** A client may leave the greeting out. */
    private List<Notice> noticesAt(Stage stage) {
        List<Notice> due = requirement.noticesAt(stage);
        return stage == Stage.MAIL && known.helo().isEmpty()
                ? Stream.concat(requirement.noticesAt(Stage.HELO).stream(), due.stream())
                        .toList()
                : due;
    }

    private List<Macro> wanted(Stage stage, Macros macros, @Nullable List<String> names) {
        return added.getOrDefault(stage, List.of()).stream()
                .filter(macro -> macros.get(macro.name()).isEmpty())
                .filter(macro -> names == null || isAmong(names, macro))
                .toList();
    }

    private static boolean isAmong(List<String> names, Macro macro) {
        return names.stream().anyMatch(name -> Macro.bare(name).equals(Macro.bare(macro.name())));
    }

    private static Optional<List<Macro>> join(Optional<List<Macro>> told, List<Macro> more) {
        return more.isEmpty()
                ? told
                : Optional.of(Stream.concat(told.orElse(List.of()).stream(), more.stream())
                        .toList());
    }
}
