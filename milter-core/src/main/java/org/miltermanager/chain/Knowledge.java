package org.miltermanager.chain;

import java.util.List;
import org.miltermanager.condition.Circumstances;
import org.miltermanager.condition.Fact;
import org.miltermanager.condition.Requirement;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milter.Patience;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macros;

/** What the conditions of a chain's milters are about, kept up to date; nothing is kept where none has a condition. */
final class Knowledge implements AutoCloseable {
    private final Circumstances circumstances;
    private final List<Fact<?>> facts;
    private final boolean wanted;

    /** @param patience how long the answers of others may be waited for */
    Knowledge(List<LinkSettings> milters, Patience patience) {
        this.circumstances = new Circumstances(patience);
        List<Requirement> requirements = milters.stream()
                .map(LinkSettings::requirement)
                .filter(Requirement::isConditional)
                .toList();
        this.wanted = !requirements.isEmpty();
        this.facts = requirements.stream().<Fact<?>>flatMap(Requirement::facts).toList();
    }

    Circumstances circumstances() {
        return circumstances;
    }

    /** The mail server reported an event before the content. */
    void happened(Event event, Macros macros) {
        if (wanted) {
            circumstances.happened(event, macros);
            circumstances.ask(facts);
        }
    }

    /** A milter has refused the recipient that the mail server reported last. */
    void refusedRecipient() {
        if (wanted) {
            circumstances.refusedRecipient();
        }
    }

    /** The content of the message begins. */
    void contentBegins() {
        if (wanted) {
            circumstances.contentBegins();
        }
    }

    /** The milters begin to judge the message. */
    void judged() {
        if (wanted) {
            circumstances.judged();
        }
    }

    /** One of them has, or was passed over. */
    void judged(Link link, Outcome outcome, Outcome counting) {
        if (wanted) {
            circumstances.judged(link.name(), link.opinion(outcome, counting));
        }
    }

    /** The message is over. */
    void forgetMessage() {
        circumstances.forgetMessage();
    }

    @Override
    public void close() {
        circumstances.close();
    }
}
