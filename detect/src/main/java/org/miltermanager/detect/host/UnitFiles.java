package org.miltermanager.detect.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.miltermanager.detect.Evidence;
import org.miltermanager.detect.Evidence.Topic;
import org.miltermanager.detect.Place;

/** Finds units where systemd looks for them (systemd.unit(5)). */
final class UnitFiles {
    /** What lies further in front wins. */
    static final List<String> SEARCH_PATH = List.of(
            "/etc/systemd/system.control",
            "/run/systemd/system.control",
            "/run/systemd/transient",
            "/run/systemd/generator.early",
            "/etc/systemd/system",
            "/etc/systemd/system.attached",
            "/run/systemd/system",
            "/run/systemd/system.attached",
            "/run/systemd/generator",
            "/usr/local/lib/systemd/system",
            "/usr/lib/systemd/system",
            "/lib/systemd/system",
            "/run/systemd/generator.late");

    private final Host host;

    UnitFiles(Host host) {
        this.host = host;
    }

    /** The unit of that name, or the one that it is another name of; empty where no file describes it. */
    Optional<Unit> find(UnitName asked) {
        return fragment(asked).map(fragment -> {
            UnitName name = named(asked, fragment);
            var files = new ArrayList<>(List.of(new Evidence(Topic.SERVICE, "unit file", new Place(fragment, 0))));
            var settings = new ArrayList<Unit.Setting>();
            host.read(fragment).text().map(UnitText::read).ifPresent(settings::addAll);
            for (String dropIn : dropIns(name)) {
                host.read(dropIn).text().map(UnitText::read).ifPresent(settings::addAll);
                files.add(new Evidence(Topic.SERVICE, "drop-in", new Place(dropIn, 0)));
            }
            return new Unit(name, files, host.masks(fragment), settings);
        });
    }

    private Optional<String> fragment(UnitName name) {
        return name.fragments().stream()
                .flatMap(file -> SEARCH_PATH.stream()
                        .filter(directory -> host.hasEntry(directory, file))
                        .map(directory -> directory + "/" + file))
                .findFirst();
    }

    private UnitName named(UnitName asked, String fragment) {
        return host.alias(fragment)
                .filter(target -> !asked.fragments().contains(target) && !host.masks(fragment))
                .flatMap(UnitName::ofFile)
                .orElse(asked);
    }

    /** In the order of their names, whatever directory they lie in; of several with the same name the first counts. */
    private List<String> dropIns(UnitName name) {
        Map<String, String> byName = new TreeMap<>();
        for (String dropIns : name.dropIns()) {
            for (String directory : SEARCH_PATH) {
                if (host.hasEntry(directory, dropIns)) {
                    String path = directory + "/" + dropIns;
                    host.names(path).stream()
                            .filter(file -> file.endsWith(".conf"))
                            .forEach(file -> byName.putIfAbsent(file, path + "/" + file));
                }
            }
        }
        return byName.values().stream().filter(file -> !host.masks(file)).toList();
    }
}
