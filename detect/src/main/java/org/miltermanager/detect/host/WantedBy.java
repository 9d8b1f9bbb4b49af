package org.miltermanager.detect.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.miltermanager.detect.Evidence;
import org.miltermanager.detect.Evidence.Topic;
import org.miltermanager.detect.Place;

/**
 * The links by which units are started: in directories {@code *.wants}, {@code *.requires} and {@code *.upholds} of other units, and under
 * other names of their own ({@code Alias=}).
 */
final class WantedBy {
    private static final List<String> TOGETHER = List.of(".wants", ".requires", ".upholds");

    /** Where systemctl makes links. Another name that a package brings along starts nothing. */
    private static final List<String> ADMINISTRATORS = List.of("/etc/systemd/system", "/run/systemd/system");

    private final Host host;
    private @Nullable Map<String, List<Evidence>> links;

    WantedBy(Host host) {
        this.host = host;
    }

    /** Those to a unit, whether it has a file or not. */
    List<Evidence> links(UnitName name) {
        return links().getOrDefault(name.file(), List.of());
    }

    /** The instances of a template that there are links to, without {@code .service}, sorted. */
    List<String> instances(String template) {
        return links().keySet().stream()
                .flatMap(file -> UnitName.ofFile(file).stream())
                .filter(unit ->
                        unit.prefix().equals(template) && !unit.instance().isEmpty())
                .map(UnitName::stem)
                .sorted()
                .toList();
    }

    private Map<String, List<Evidence>> links() {
        if (links == null) {
            links = read();
        }
        return links;
    }

    private Map<String, List<Evidence>> read() {
        var found = new HashMap<String, List<Evidence>>();
        for (String directory : UnitFiles.SEARCH_PATH) {
            for (String entry : host.names(directory)) {
                String path = directory + "/" + entry;
                if (TOGETHER.stream().anyMatch(entry::endsWith)) {
                    host.names(path).forEach(unit -> add(found, unit, "started with another unit", path + "/" + unit));
                } else if (entry.endsWith(".service") && ADMINISTRATORS.contains(directory)) {
                    host.alias(path)
                            .filter(unit -> !unit.equals(entry) && unit.endsWith(".service"))
                            .ifPresent(unit -> add(found, unit, "started under another name", path));
                }
            }
        }
        return found;
    }

    private static void add(Map<String, List<Evidence>> found, String unit, String what, String path) {
        found.computeIfAbsent(unit, any -> new ArrayList<>()).add(new Evidence(Topic.STATE, what, new Place(path, 0)));
    }
}
