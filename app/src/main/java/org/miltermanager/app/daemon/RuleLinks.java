package org.miltermanager.app.daemon;

import java.util.List;
import java.util.Optional;
import org.miltermanager.app.config.RuleSettings;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.chain.LinkSettings;
import org.miltermanager.condition.Requirement;
import org.miltermanager.milters.rule.Action;
import org.miltermanager.milters.rule.Rule;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Quarantine;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** Puts a rule of the configuration into the list of milters. */
final class RuleLinks {
    private RuleLinks() {}

    /** Adds what stands for the rule at its place. In evaluation mode a rule that would only concern other milters does nothing. */
    static void add(RuleSettings rule, Requirements requirements, List<LinkSettings> links) {
        switch (rule.action()) {
            case ACCEPT_ALL -> {
                if (!rule.evaluation()) {
                    requirements.except(rule);
                }
            }
            case MACRO -> {
                if (!rule.evaluation()) {
                    rule.macro().ifPresent(macro -> requirements.tell(rule, macro));
                }
            }
            case REJECT -> links.add(link(rule, answer(rule, Ruling.REJECT), requirements, Stage.CONNECT));
            case TEMPFAIL -> links.add(link(rule, answer(rule, Ruling.TEMPFAIL), requirements, Stage.CONNECT));
            case DISCARD -> links.add(link(rule, new Action.Answer(Ruling.DISCARD), requirements, Stage.MAIL));
            case QUARANTINE -> links.add(link(rule, change(new Quarantine(rule.reason())), requirements, Stage.MAIL));
            case ADD_HEADER ->
                rule.header().ifPresent(header -> links.add(link(rule, change(header), requirements, Stage.MAIL)));
        }
    }

    private static Action answer(RuleSettings rule, Verdict usual) {
        Optional<Verdict> reply = rule.reply().map(Verdict.class::cast);
        return new Action.Answer(reply.orElse(usual));
    }

    private static Action change(Edit edit) {
        return new Action.Change(edit);
    }

    private static LinkSettings link(RuleSettings rule, Action action, Requirements requirements, Stage earliest) {
        Requirement requirement = requirements.of(rule);
        return new LinkSettings(
                "rule " + rule.name(),
                new Rule(action, stage(requirement.when().due(), earliest)),
                FailurePolicy.TEMPFAIL,
                false,
                rule.evaluation(),
                false,
                requirement);
    }

    /**
     * When it answers. Not at HELO: a client may leave that out, and what is refused there is refused for the session, STARTTLS included, of
     * which a second HELO would tell.
     */
    private static Stage stage(Stage due, Stage earliest) {
        Stage first = due == Stage.HELO ? Stage.MAIL : due;
        return first.compareTo(earliest) < 0 ? earliest : first;
    }
}
