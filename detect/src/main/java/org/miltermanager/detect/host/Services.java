package org.miltermanager.detect.host;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.miltermanager.detect.Evidence;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.Remark;
import org.miltermanager.detect.State;

/** The services of a host: units of systemd first, then scripts of SysV, then those of FreeBSD. */
final class Services {
    private final Host host;
    private final UnitFiles units;
    private final WantedBy wanted;
    private final InitScripts initScripts;
    private final RcScripts rcScripts;
    private Systemctl systemctl = Systemctl.silent();

    Services(Host host) {
        this.host = host;
        this.units = new UnitFiles(host);
        this.wanted = new WantedBy(host);
        this.initScripts = new InitScripts(host);
        this.rcScripts = new RcScripts(host);
    }

    /** Asks systemd, where it runs, about all services that will be looked for. */
    void expect(Collection<String> names) {
        if (host.runs() && host.exists("/run/systemd/system")) {
            systemctl = Systemctl.ask(
                    host,
                    names.stream()
                            .map(UnitName::new)
                            .filter(name ->
                                    units.find(name).filter(Services::ofItsOwn).isPresent())
                            .toList());
        }
    }

    /** Of what systemd wraps it tells first, whatever it was asked first: then the answers could not be told apart. */
    private static boolean ofItsOwn(Unit unit) {
        return unit.last("Unit", "SourcePath").isEmpty();
    }

    /** Of all that there are, sorted. */
    List<String> names() {
        var names = new TreeSet<String>(initScripts.names());
        names.addAll(rcScripts.names());
        for (String directory : UnitFiles.SEARCH_PATH) {
            host.names(directory).stream()
                    .flatMap(file -> UnitName.ofFile(file).stream())
                    .forEach(unit -> names.add(unit.stem()));
        }
        return List.copyOf(names);
    }

    /** Of one template, those that something starts, sorted. */
    List<String> instances(String template) {
        return wanted.instances(template);
    }

    Optional<Service> named(String name) {
        var unitName = new UnitName(name);
        Optional<Unit> unit = units.find(unitName);
        if (unit.isPresent()) {
            return Optional.of(service(unit.get()));
        }
        return initScripts
                .path(name)
                .map(path -> initScripts.service(name, path))
                .or(() -> rcScripts.path(name).map(path -> rcScripts.service(name, path)))
                .or(() -> missing(unitName));
    }

    private Service service(Unit unit) {
        String name = unit.name().stem();
        Optional<String> wrapped = unit.last("Unit", "SourcePath")
                .map(Quote::text)
                .filter(path -> initScripts.path(name).filter(path::equals).isPresent());
        List<Remark> remarks = Restart.missing(unit).stream().toList();
        if (!unit.masked() && wrapped.isPresent()) {
            return initScripts.service(name, wrapped.get()).with(remarks);
        }
        Map<String, Quote> variables = Environment.of(unit, host);
        List<Quote> arguments = unit.last("Service", "ExecStart")
                .map(line -> ExecLine.words(line, unit.name(), variables))
                .orElse(List.of());
        Standing standing = standing(unit);
        var evidence = new ArrayList<>(unit.files());
        evidence.addAll(standing.evidence());
        return new Service(name, standing.state(), evidence, arguments, variables, remarks);
    }

    private Standing standing(Unit unit) {
        return systemctl
                .state(unit.name())
                .map(state -> new Standing(state, List.of(systemctl.evidence(unit.name()))))
                .orElseGet(() -> linked(unit));
    }

    /** As systemctl tells from the same links; a unit without {@code [Install]} that another one wants is started all the same. */
    private Standing linked(Unit unit) {
        List<Evidence> links = wanted.links(unit.name());
        if (unit.masked()) {
            return Standing.of(State.MASKED, "masked", unit);
        }
        if (!links.isEmpty()) {
            return new Standing(State.ENABLED, links);
        }
        return unit.installable()
                ? Standing.of(State.DISABLED, "nothing links to it", unit)
                : Standing.of(State.STATIC, "has no [Install] section, and nothing links to it", unit);
    }

    /** Whether a unit is started, and why. */
    private record Standing(State state, List<Evidence> evidence) {
        static Standing of(State state, String why, Unit unit) {
            return new Standing(
                    state,
                    List.of(new Evidence(
                            Evidence.Topic.STATE, why, unit.files().getFirst().place())));
        }
    }

    private Optional<Service> missing(UnitName name) {
        List<Evidence> left = new ArrayList<>(wanted.links(name));
        left.addAll(initScripts.links(name.stem()));
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(new Service(name.stem(), State.MISSING, left, List.of(), Map.of(), List.of()));
    }
}
