package org.miltermanager.app.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.miltermanager.app.condition.Conditions;
import org.miltermanager.app.config.MilterSettings;
import org.miltermanager.app.config.RuleSettings;
import org.miltermanager.condition.Answer;
import org.miltermanager.condition.Expression;
import org.miltermanager.condition.Notice;
import org.miltermanager.condition.Requirement;
import org.miltermanager.wire.Macro;

/**
 * Under which conditions the milters of a list are asked. Two kinds of rules are no milters, and change this for those behind them: one
 * that accepts all, and one that tells a macro.
 */
final class Requirements {
    private final Conditions conditions;
    private final List<String> earlier = new ArrayList<>();
    private final List<Expression> exceptions = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();

    Requirements(Conditions conditions) {
        this.conditions = conditions;
    }

    /** What follows comes behind this milter. */
    void pass(MilterSettings milter) {
        earlier.add(milter.name());
    }

    private Expression all(List<String> when) {
        return conditions.behind(earlier).all(when);
    }

    /** Where the rule applies, the milters behind it are not asked. What holds where nobody can say is the rule's to tell, not theirs. */
    void except(RuleSettings rule) {
        exceptions.add(all(rule.when()).named("rule " + rule.name()).not(rule.unknown()));
    }

    /** Where the rule applies, the milters behind it are told its macro. */
    void tell(RuleSettings rule, Macro macro) {
        Expression when = all(rule.when());
        notices.add(new Notice(when, when.due(), macro.name(), known -> Optional.of(macro.value())));
    }

    /** Of the next milter. */
    Requirement of(MilterSettings milter) {
        return of(all(milter.when()), milter.unknown());
    }

    /** Of a rule that answers or changes mail. */
    Requirement of(RuleSettings rule) {
        return of(all(rule.when()), rule.unknown());
    }

    private Requirement of(Expression when, Answer unknown) {
        var all = new ArrayList<>(exceptions);
        all.addFirst(when);
        return new Requirement(Expression.all(all), unknown, notices);
    }
}
