package org.miltermanager.detect.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.miltermanager.detect.Evidence;
import org.miltermanager.detect.Evidence.Topic;
import org.miltermanager.detect.Place;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.State;
import org.miltermanager.detect.host.shell.Script;

/**
 * Scripts of FreeBSD's rc(8) in {@code /usr/local/etc/rc.d}: their defaults, and over them {@code rc.conf} and its companions; a service
 * is started where {@code name_enable} says so.
 */
final class RcScripts {
    private static final List<String> DIRECTORIES = List.of("/usr/local/etc/rc.d", "/usr/pkg/etc/rc.d", "/etc/rc.d");
    private static final String YES = "(?i)yes|true|on|1";

    private final Host host;

    RcScripts(Host host) {
        this.host = host;
    }

    List<String> names() {
        return host.exists("/etc/rc.subr") ? host.names(DIRECTORIES.getFirst()) : List.of();
    }

    Optional<String> path(String name) {
        return host.exists("/etc/rc.subr")
                ? DIRECTORIES.stream()
                        .map(directory -> directory + "/" + name)
                        .filter(host::isFile)
                        .findFirst()
                : Optional.empty();
    }

    Service service(String file, String path) {
        var script = new Script(host::lines, host::exists, RcScripts::settings);
        script.follow(path);
        script.start();
        Map<String, Quote> variables = new HashMap<>(script.variables());
        Place place = new Place(path, 0);
        String name = variables.getOrDefault("name", new Quote(file, place)).text();
        // older scripts ask the function set_rcvar for it, which answers just that
        String switchName = Optional.ofNullable(variables.get("rcvar"))
                .map(Quote::text)
                .filter(text -> !text.isBlank())
                .orElse(name + "_enable");
        Quote on = variables.getOrDefault(switchName, new Quote("NO", place));
        var evidence = new ArrayList<>(List.of(new Evidence(Topic.SERVICE, "script", place)));
        evidence.add(new Evidence(Topic.STATE, switchName + "=" + on.text(), on.place()));
        State state = on.text().matches(YES) ? State.ENABLED : State.DISABLED;
        own(name, variables);
        return new Service(file, state, evidence, arguments(variables), variables, List.of());
    }

    /** What {@code load_rc_config} reads. */
    private static List<String> settings(String name) {
        return List.of(
                "/etc/rc.conf", "/etc/rc.conf.local", "/etc/rc.conf.d/" + name, "/usr/local/etc/rc.conf.d/" + name);
    }

    /** {@code name_flags} is also found as {@code flags}, whatever the service is called. */
    private static void own(String name, Map<String, Quote> variables) {
        String prefix = name + "_";
        Map.copyOf(variables).forEach((variable, value) -> {
            if (variable.startsWith(prefix)) {
                variables.put(variable.substring(prefix.length()), value);
            }
        });
    }

    private static List<Quote> arguments(Map<String, Quote> variables) {
        Quote program = variables.get("command");
        if (program == null) {
            return List.of();
        }
        var words = new ArrayList<>(List.of(program));
        for (String name : List.of("flags", "command_args")) {
            Optional.ofNullable(variables.get(name))
                    .ifPresent(value -> Words.of(value.text()).forEach(word -> words.add(value.with(word))));
        }
        return words;
    }
}
