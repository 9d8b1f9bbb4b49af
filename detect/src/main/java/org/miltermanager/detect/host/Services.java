package org.miltermanager.detect.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.miltermanager.detect.Evidence;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.State;

/** The services of a host, from units of systemd. */
final class Services {
    private final Host host;
    private final UnitFiles units;
    private final WantedBy wanted;

    Services(Host host) {
        this.host = host;
        this.units = new UnitFiles(host);
        this.wanted = new WantedBy(host);
    }

    Optional<Service> named(String name) {
        return units.find(new UnitName(name)).map(this::service);
    }

    private Service service(Unit unit) {
        Map<String, Quote> variables = Environment.of(unit, host);
        List<Quote> arguments = unit.last("Service", "ExecStart")
                .map(line -> ExecLine.words(line, unit.name(), variables))
                .orElse(List.of());
        var evidence = new ArrayList<>(unit.files());
        List<Evidence> links = wanted.links(unit.name());
        evidence.addAll(links);
        return new Service(unit.name().stem(), state(unit, links), evidence, arguments, variables);
    }

    private static State state(Unit unit, List<Evidence> links) {
        if (unit.masked()) {
            return State.MASKED;
        }
        if (!links.isEmpty()) {
            return State.ENABLED;
        }
        return unit.installable() ? State.DISABLED : State.STATIC;
    }
}
