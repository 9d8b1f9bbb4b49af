package org.miltermanager.detect.product;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.State;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.Service;

/** A server that judges content and speaks no milter protocol: a milter inside us can ask it. Without state; for any thread. */
interface Scanner {
    /** What the milter that asks it is called, as {@code use} says it. */
    String name();

    /** Services of the milter that is made for it: where that is installed, it is used. */
    Set<String> milters();

    /** Services on a host that may be it, the likeliest first. */
    List<String> services(Host host);

    /** What is to be said of one of its services; empty where that cannot be asked. Whatever the host's files hold, nothing is thrown. */
    Optional<Finding> finding(Host host, Service service);

    /**
     * Looks for it.
     *
     * @param found what was found of milters
     */
    default List<Finding> find(Host host, List<Finding> found) {
        boolean served = found.stream()
                .anyMatch(finding -> milters().contains(finding.name()) && finding.state() != State.MISSING);
        return served
                ? List.of()
                : services(host).stream()
                        .flatMap(service -> host.service(service).stream())
                        .flatMap(service -> finding(host, service).stream())
                        .limit(1)
                        .toList();
    }
}
