package org.miltermanager.detect.product;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.miltermanager.detect.Evidence;
import org.miltermanager.detect.Evidence.Topic;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Place;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.State;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.MainCf;
import org.miltermanager.detect.host.Reading;
import org.miltermanager.transport.Endpoint;

/** What Postfix itself asks: in {@code main.cf}, or for one service in {@code master.cf}. */
final class ListedMilter {
    private static final List<String> DIRECTORIES = List.of("/etc/postfix", "/usr/local/etc/postfix");
    private static final List<String> PARAMETERS = List.of("smtpd_milters", "non_smtpd_milters");
    private static final Pattern OVERRIDE =
            Pattern.compile("-o\\s*(?:(?:non_)?smtpd_milters=(\\S+)|\\{\\s*(?:non_)?smtpd_milters\\s*=([^}]*)\\})");
    private static final Pattern PATH_END = Pattern.compile("\\.(?:sock|socket|ctl)$");

    private ListedMilter() {}

    static List<Finding> find(Host host) {
        Map<Endpoint, Evidence> listed = new LinkedHashMap<>();
        for (String directory : DIRECTORIES) {
            Optional<Reading.Text> text = host.read(directory + "/main.cf").text();
            MainCf mainCf = MainCf.of(text.map(Reading.Text::lines).orElse(List.of()));
            for (String parameter : PARAMETERS) {
                var place = new Place(directory + "/main.cf", mainCf.line(parameter));
                mainCf.milters(parameter)
                        .forEach(endpoint -> listed.putIfAbsent(endpoint, evidence(parameter, endpoint, place)));
            }
            host.read(directory + "/master.cf").text().ifPresent(master -> overrides(master, mainCf, listed));
        }
        return listed.entrySet().stream()
                .map(entry -> finding(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Evidence evidence(String parameter, Endpoint endpoint, Place place) {
        return new Evidence(Topic.SOCKET, parameter + " lists " + endpoint, place);
    }

    private static void overrides(Reading.Text master, MainCf mainCf, Map<Endpoint, Evidence> listed) {
        master.quotes()
                .filter(line -> !line.text().startsWith("#"))
                .forEach(line -> OVERRIDE.matcher(line.text())
                        .results()
                        .flatMap(found ->
                                mainCf.endpoints(found.group(1) != null ? found.group(1) : found.group(2)).stream())
                        .forEach(endpoint ->
                                listed.putIfAbsent(endpoint, evidence("-o smtpd_milters", endpoint, line.place()))));
    }

    private static Finding finding(Endpoint endpoint, Evidence listed) {
        return new Finding(
                name(endpoint),
                "unknown milter",
                Optional.of(endpoint),
                State.LISTED,
                Rank.OTHER,
                List.of(),
                List.of(listed),
                List.of(),
                List.of());
    }

    private static String name(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Unix(var path) ->
                PATH_END.matcher(String.valueOf(path.getFileName())).replaceFirst("");
            case Endpoint.Inet inet -> "milter-" + inet.port();
        };
    }
}
