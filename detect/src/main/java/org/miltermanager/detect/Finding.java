package org.miltermanager.detect;

import java.util.List;
import java.util.Optional;
import org.miltermanager.detect.Evidence.Topic;
import org.miltermanager.transport.Endpoint;

/**
 * One milter that was found on the host, and why we think so. Immutable.
 *
 * @param name as the chain, logs and statistics call it: that of its service
 * @param product what it is, for people
 * @param endpoint where it listens; empty where nothing that can be read says so
 * @param state whether it belongs into the chain
 * @param rank its place there
 * @param conditions names of the conditions under which milter manager asked it, such as {@code S25R}, in its order
 * @param evidence what was read, and where
 * @param troubles what keeps it out of the chain, with what helps
 * @param remarks what else an administrator may want to change; only where it is asked
 */
public record Finding(
        String name,
        String product,
        Optional<Endpoint> endpoint,
        State state,
        Rank rank,
        List<String> conditions,
        List<Evidence> evidence,
        List<Trouble> troubles,
        List<Remark> remarks) {
    public Finding {
        conditions = List.copyOf(conditions);
        evidence = List.copyOf(evidence);
        troubles = List.copyOf(troubles);
        remarks = List.copyOf(remarks);
    }

    /** Where the last word on a part of it was said; empty where nothing was. */
    public Optional<Place> place(Topic topic) {
        return evidence.stream()
                .filter(reason -> reason.topic() == topic)
                .map(Evidence::place)
                .reduce((earlier, later) -> later);
    }

    /** Whether it is asked. */
    public boolean enabled() {
        return state == State.ENABLED;
    }
}
