package org.miltermanager.app.config;

import java.util.List;
import java.util.stream.Stream;
import org.miltermanager.detect.Evidence;
import org.miltermanager.detect.Evidence.Topic;
import org.miltermanager.detect.Finding;
import org.miltermanager.transport.Endpoint;

/**
 * A milter inside us that could ask a server of this host.
 *
 * @param server what was found, in the state {@code OFFERED}; its name is what {@code use} says
 */
public record Offer(Finding server) {
    /** What was found, and where: sentences for a reader. */
    public List<String> reasons() {
        String why = server.evidence().stream()
                .filter(evidence -> evidence.topic() == Topic.SOCKET)
                .map(Evidence::toString)
                .findFirst()
                .orElse("on this host");
        return List.of(
                server.name() + " was found, and no milter that asks it: " + why,
                "To ask it: these lines without their first # in milter-manager.local.toml, then milter-manager reload");
    }

    /** What enables it, as a file would say it. */
    public List<String> table() {
        String address = server.endpoint().map(Endpoint::toString).orElse("");
        return Stream.of(
                        "[[milter]]",
                        "name = " + Kind.quoted(server.name()),
                        "use = " + Kind.quoted(server.name()),
                        "server = " + Kind.quoted(address))
                .toList();
    }
}
