package org.miltermanager.detect.product;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
                .filter(line -> !line.text().stripLeading().startsWith("#"))
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

    /**
     * Adds one to what was found. What is known of its address by a product that is asked says more than that the mail server lists it; of a
     * product that is not asked, it says that the mail server does.
     */
    static void add(Finding listed, List<Finding> findings) {
        List<Finding> same = findings.stream()
                .filter(other -> other.state() != State.OFFERED && isSame(other, listed))
                .toList();
        if (same.stream().anyMatch(other -> other.enabled() || other.state() == State.LISTED)) {
            return;
        }
        if (same.isEmpty()) {
            findings.add(withName(free(listed, findings), listed));
        } else {
            findings.replaceAll(other -> other.equals(same.getFirst()) ? listed(other, listed.evidence()) : other);
        }
    }

    private static boolean isSame(Finding other, Finding listed) {
        return other.endpoint()
                .filter(theirs -> listed.endpoint()
                        .filter(ours -> SameAddress.is(ours, theirs))
                        .isPresent())
                .isPresent();
    }

    private static Finding listed(Finding product, List<Evidence> listed) {
        return new Finding(
                product.name(),
                product.product(),
                product.endpoint(),
                State.LISTED,
                product.rank(),
                product.conditions(),
                Stream.concat(product.evidence().stream(), listed.stream()).toList(),
                product.troubles(),
                List.of());
    }

    private static Finding withName(String name, Finding listed) {
        return new Finding(
                name,
                listed.product(),
                listed.endpoint(),
                listed.state(),
                listed.rank(),
                listed.conditions(),
                listed.evidence(),
                listed.troubles(),
                listed.remarks());
    }

    /** Many sockets are called {@code sock}: then the name of its directory goes before it, and if need be a number behind it. */
    private static String free(Finding listed, List<Finding> findings) {
        Set<String> taken = findings.stream().map(Finding::name).collect(Collectors.toSet());
        String longer = directory(listed).map(directory -> directory + "-").orElse("") + listed.name();
        return Stream.concat(
                        Stream.of(listed.name(), longer),
                        IntStream.iterate(2, nth -> nth + 1).mapToObj(nth -> longer + "-" + nth))
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<Path> directory(Finding listed) {
        return listed.endpoint()
                .filter(Endpoint.Unix.class::isInstance)
                .flatMap(endpoint ->
                        Optional.ofNullable(((Endpoint.Unix) endpoint).path().getParent()))
                .flatMap(directory -> Optional.ofNullable(directory.getFileName()));
    }

    private static String name(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Unix(var path) ->
                PATH_END.matcher(String.valueOf(path.getFileName())).replaceFirst("");
            case Endpoint.Inet inet -> "milter-" + inet.port();
        };
    }
}
