package org.miltermanager.app.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.miltermanager.chain.LinkSettings;
import org.miltermanager.condition.Answer;
import org.miltermanager.condition.Circumstances;
import org.miltermanager.condition.Decision;
import org.miltermanager.condition.Fact;
import org.miltermanager.condition.Requirement;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.Stage;

/** What would be decided about one milter or rule. */
public final class Explanation {
    private final LinkSettings link;
    private final Map<String, Decision> decisions = new LinkedHashMap<>();
    private final List<Macro> macros = new ArrayList<>();
    /** Of whom it would be told if the content decides so. */
    private final List<String> pending = new ArrayList<>();

    private Explanation(LinkSettings link) {
        this.link = link;
    }

    /** Of all of them, in their order. Asks others where conditions do. */
    public static List<Explanation> of(List<LinkSettings> links, ImaginedMail mail) {
        List<Explanation> explanations = links.stream().map(Explanation::new).toList();
        List<Fact<?>> facts = links.stream()
                .<Fact<?>>flatMap(link -> link.requirement().facts())
                .toList();
        try (var known = new Circumstances()) {
            mail.happen(known, event -> {
                known.ask(facts);
                explanations.forEach(explanation -> explanation.happened(event, known));
            });
        }
        return explanations;
    }

    private void happened(Event event, Circumstances known) {
        Requirement requirement = link.requirement();
        if (requirement.mixesScopes()) {
            decideInTwoSteps(requirement, event, known);
        } else {
            decide(requirement, event, known);
        }
        requirement.noticesAt(known.reached()).stream()
                .flatMap(notice -> notice.told(known).stream())
                .forEach(macros::add);
    }

    private void decide(Requirement requirement, Event event, Circumstances known) {
        boolean ofRecipient = requirement.perRecipient() && event instanceof RcptTo;
        if (decisions.isEmpty() || (ofRecipient && !decisions.containsKey(""))) {
            String about = ofRecipient && event instanceof RcptTo recipient ? recipient.address() : "";
            requirement.decide(link.name(), known).ifPresent(decision -> decisions.put(about, decision));
        }
    }

    private void decideInTwoSteps(Requirement requirement, Event event, Circumstances known) {
        if (event instanceof RcptTo recipient) {
            requirement.ofRecipients().decide(link.name(), known).ifPresent(decision -> {
                if (decision.answer() == Answer.ASK) {
                    pending.add(recipient.address());
                } else {
                    decisions.put(recipient.address(), decision);
                }
            });
        } else if (!pending.isEmpty()) {
            requirement.ofContent().decide(link.name(), known).ifPresent(decision -> {
                pending.forEach(address -> decisions.put(address, decision));
                pending.clear();
            });
        }
    }

    /** The milter's name, or that of the rule with "rule" before it. */
    public String name() {
        return link.name();
    }

    /** @return false where it is asked about every mail */
    public boolean isConditional() {
        return link.requirement().isConditional();
    }

    /** By the recipient that they are about; the key is empty for one that is about the whole mail. Empty: not decided. */
    public Map<String, Decision> decisions() {
        return Collections.unmodifiableMap(decisions);
    }

    /** Whether it is asked, about one recipient at least; empty where that is not decided. */
    public Optional<Answer> answer() {
        return decisions.values().stream().map(Decision::answer).min(Answer::compareTo);
    }

    /** What it would be told in addition, if it is asked. */
    public List<Macro> macros() {
        return List.copyOf(macros);
    }

    /** The stage that has to be reached to decide. */
    public Stage due() {
        return link.requirement().when().due();
    }
}
