package org.miltermanager.app.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.miltermanager.detect.Evidence;
import org.miltermanager.detect.Evidence.Topic;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.State;
import org.miltermanager.detect.Trouble;
import org.miltermanager.transport.Endpoint;

/** The milters that were found on the host, below those that files configure. */
final class DetectedMilters {
    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private final Map<String, Values> values = new LinkedHashMap<>();

    /**
     * @param found in any order
     * @param listen where we listen ourselves: that is no milter of ours
     */
    DetectedMilters(Collection<Finding> found, Optional<Endpoint> listen) {
        found.stream()
                .filter(finding -> !reaches(finding, listen))
                .sorted(Comparator.comparing(Finding::rank).thenComparing(Finding::name))
                .forEach(finding -> findings.putIfAbsent(finding.name(), finding));
        findings.forEach((name, finding) -> usable(finding).ifPresent(usable -> values.put(name, usable)));
    }

    private static boolean reaches(Finding finding, Optional<Endpoint> listen) {
        return listen.isPresent()
                && finding.endpoint()
                        .filter(endpoint -> OwnAddress.reaches(endpoint, listen.get()))
                        .isPresent();
    }

    /** As a file would say it; empty where nothing says where it listens, what the host says no file may say, or it is no milter. */
    private static Optional<Values> usable(Finding finding) {
        return finding.endpoint()
                .filter(endpoint -> finding.state() != State.OFFERED)
                .map(endpoint -> given(finding, endpoint))
                .filter(given -> given.given().entrySet().stream()
                        .allMatch(entry -> Schema.MILTER
                                .find(entry.getKey())
                                .flatMap(key -> key.refusal(entry.getValue().toml()))
                                .isEmpty()));
    }

    private static Values given(Finding finding, Endpoint endpoint) {
        var service = new Origin.Detected(why(finding, Topic.SERVICE));
        var given = new HashMap<String, Values.Given>();
        given.put(Schema.NAME_OF_MILTER.path(), new Values.Given(finding.name(), service));
        given.put(Schema.DESCRIPTION.path(), new Values.Given(finding.product(), service));
        given.put(
                Schema.CONNECT.path(),
                new Values.Given(endpoint.toString(), new Origin.Detected(why(finding, Topic.SOCKET))));
        given.put(Schema.ENABLED.path(), new Values.Given(finding.enabled(), new Origin.Detected(state(finding))));
        if (!finding.conditions().isEmpty()) {
            given.put(
                    ConditionSchema.WHEN.path(),
                    new Values.Given(
                            finding.conditions(),
                            new Origin.Detected(finding.product()
                                    + " is asked as milter manager asks it; when = [] asks it always")));
        }
        return new Values(given);
    }

    private static String why(Finding finding, Topic topic) {
        return finding.evidence().stream()
                .filter(evidence -> evidence.topic() == topic)
                .reduce((earlier, later) -> later)
                .or(() -> finding.evidence().stream().reduce((earlier, later) -> later))
                .map(Evidence::toString)
                .orElse("on this host");
    }

    private static String state(Finding finding) {
        return finding.state().meaning() + "; "
                + finding.troubles().stream()
                        .findFirst()
                        .map(Trouble::problem)
                        .orElseGet(() -> why(finding, Topic.STATE));
    }

    /**
     * All milters of the chain. One that a file configures under the name of a detected one overrides its keys; one that a file gives
     * another name, but the address of a detected one, takes its place.
     *
     * @param order names that come first, in this order; the others follow by what they do, then as files list them
     */
    Map<String, Values> with(Map<String, Values> configured, List<String> order) {
        Map<String, Rank> ranks = new HashMap<>();
        Map<String, Values> all = new LinkedHashMap<>();
        values.forEach((name, detected) -> {
            Optional<String> renamed = configured.containsKey(name) ? Optional.empty() : renamed(detected, configured);
            ranks.put(renamed.orElse(name), rank(name));
            if (renamed.isEmpty()) {
                all.put(name, detected);
            }
        });
        configured.forEach((name, given) -> {
            ranks.putIfAbsent(name, rank(name));
            all.merge(name, given, Values::overriddenBy);
        });
        var sorted = new LinkedHashMap<String, Values>();
        all.keySet().stream()
                .sorted(Comparator.<String>comparingInt(
                                name -> order.contains(name) ? order.indexOf(name) : order.size())
                        .thenComparing(name -> ranks.getOrDefault(name, Rank.OTHER)))
                .forEach(name -> sorted.put(name, all.get(name)));
        return sorted;
    }

    private Rank rank(String name) {
        return finding(name).map(Finding::rank).orElse(Rank.OTHER);
    }

    private static Optional<String> renamed(Values detected, Map<String, Values> configured) {
        Endpoint endpoint = detected.of(Schema.CONNECT);
        return configured.entrySet().stream()
                .filter(entry -> entry.getValue()
                        .valid(Schema.CONNECT)
                        .filter(connect -> OwnAddress.reaches(connect, endpoint))
                        .isPresent())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Those that a file may override. */
    Set<String> names() {
        return values.keySet();
    }

    Optional<Finding> finding(String name) {
        return Optional.ofNullable(findings.get(name));
    }

    /** Why nothing says where it listens, although it was found. */
    Optional<String> unfinished(String name) {
        return finding(name).map(finding -> "; it was found on this host: " + state(finding));
    }

    /** What is to be told of a milter above its table. */
    List<String> notes(String name) {
        return finding(name).stream()
                .flatMap(finding -> finding.troubles().stream())
                .map(trouble -> trouble.problem() + "; what helps: " + trouble.remedy())
                .toList();
    }

    /** What was found and is no part of the chain, for want of an address. */
    List<String> leftOut() {
        return findings.values().stream()
                .filter(finding -> !values.containsKey(finding.name()) && finding.state() != State.OFFERED)
                .map(finding -> finding.name() + ": " + state(finding)
                        + finding.troubles().stream()
                                .findFirst()
                                .map(trouble -> "; what helps: " + trouble.remedy())
                                .orElse(""))
                .toList();
    }

    /**
     * Servers that could be asked from inside.
     *
     * @param milters the chain, in which some may be asked already
     */
    List<Offer> offers(List<Values> milters) {
        return findings.values().stream()
                .filter(finding -> finding.state() == State.OFFERED)
                .filter(finding -> milters.stream()
                        .noneMatch(milter -> Schema.use(milter)
                                .filter(use -> use.name().equals(finding.name()))
                                .isPresent()))
                .map(Offer::new)
                .toList();
    }

    /** Everything that was found. */
    List<Finding> all() {
        return List.copyOf(findings.values());
    }
}
