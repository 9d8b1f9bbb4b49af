package org.miltermanager.detect.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.miltermanager.detect.Evidence;
import org.miltermanager.detect.Evidence.Topic;
import org.miltermanager.detect.Place;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.State;
import org.miltermanager.detect.host.shell.Script;

/**
 * Scripts of SysV in {@code /etc/init.d}, which systemd wraps at boot where no unit has their name. Such a script is started where a
 * directory {@code /etc/rc?.d} has a link {@code S01name}.
 */
final class InitScripts {
    private static final List<String> DIRECTORIES = List.of("/etc/init.d", "/etc/rc.d/init.d");
    private static final List<String> SETTINGS = List.of("/etc/default/", "/etc/sysconfig/");
    /** Copies that packages and editors leave behind: systemd passes them over too. */
    private static final Pattern LEFT_BEHIND =
            Pattern.compile("\\..*|.*(~|\\.(rpm\\w+|dpkg-\\w+|ucf-\\w+|bak|old|new|orig|swp))");

    private static final List<String> LEVELS = List.of("2", "3", "4", "5", "S");

    private final Host host;

    InitScripts(Host host) {
        this.host = host;
    }

    List<String> names() {
        return host.names(DIRECTORIES.getFirst()).stream()
                .filter(name -> !LEFT_BEHIND.matcher(name).matches())
                .toList();
    }

    /** The script's path; empty where there is none. */
    Optional<String> path(String name) {
        return DIRECTORIES.stream()
                .map(directory -> directory + "/" + name)
                .filter(host::isFile)
                .findFirst();
    }

    /** The service that a script starts. */
    Service service(String name, String path) {
        var script = new Script(host::lines, host::exists, any -> List.of());
        script.follow(path);
        SETTINGS.stream()
                .map(directory -> directory + name)
                .filter(host::isFile)
                .forEach(script::follow);
        script.start();
        Map<String, Quote> variables = new HashMap<>(script.variables());
        var evidence = new ArrayList<>(List.of(new Evidence(Topic.SERVICE, "script", new Place(path, 0))));
        List<Evidence> links = links(name);
        evidence.addAll(links);
        if (links.isEmpty()) {
            evidence.add(new Evidence(Topic.STATE, "no link in /etc/rc?.d starts it", new Place(path, 0)));
        }
        Optional<Quote> off = Optional.ofNullable(variables.get("ENABLED"))
                .filter(value -> value.text().matches("(?i)0|no|false"));
        off.ifPresent(value -> evidence.add(new Evidence(Topic.STATE, "ENABLED=" + value.text(), value.place())));
        State state = off.isEmpty() && !links.isEmpty() ? State.ENABLED : State.DISABLED;
        return new Service(name, state, evidence, DaemonCommand.of(script, variables), variables, List.of());
    }

    /** The link that starts it, be there a script or not. */
    List<Evidence> links(String name) {
        return LEVELS.stream()
                .flatMap(level -> Stream.of("/etc/rc" + level + ".d", "/etc/rc.d/rc" + level + ".d"))
                .flatMap(directory -> host.names(directory).stream()
                        .filter(link ->
                                link.matches("S\\d\\d.*") && link.substring(3).equals(name))
                        .map(link ->
                                new Evidence(Topic.STATE, "started at boot", new Place(directory + "/" + link, 0))))
                .limit(1)
                .toList();
    }
}
