package org.miltermanager.app.detection;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.miltermanager.app.config.Offer;
import org.miltermanager.app.host.FileFacts;
import org.miltermanager.app.host.Identity;
import org.miltermanager.app.host.Obstacle;
import org.miltermanager.app.host.Obstacle.Listener;
import org.miltermanager.app.host.Reachability;
import org.miltermanager.app.log.PrintableText;
import org.miltermanager.detect.Evidence;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Remark;
import org.miltermanager.detect.State;
import org.miltermanager.detect.Trouble;
import org.miltermanager.transport.Endpoint;

/**
 * A finding, and what its socket is like now.
 *
 * @param finding what the host's files say
 * @param tried whether its socket was looked at
 * @param socket the socket's file, where there is one
 * @param obstacle what keeps the daemon from opening it; empty where nothing does
 */
public record SeenMilter(Finding finding, boolean tried, Optional<FileFacts> socket, Optional<Obstacle> obstacle) {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Of a host that does not run. */
    public static SeenMilter onPaper(Finding finding) {
        return new SeenMilter(finding, false, Optional.empty(), Optional.empty());
    }

    /**
     * Looks at its socket, as far as it has one.
     *
     * @param daemon who would open it
     */
    public static SeenMilter of(Finding finding, Identity daemon) {
        Optional<Endpoint> endpoint = finding.endpoint();
        return new SeenMilter(
                finding,
                endpoint.isPresent(),
                endpoint.flatMap(SeenMilter::file).flatMap(FileFacts::at),
                endpoint.flatMap(address -> Reachability.obstacle(address, daemon, PATIENCE)));
    }

    private static Optional<Path> file(Endpoint endpoint) {
        return endpoint instanceof Endpoint.Unix(var path) ? Optional.of(path) : Optional.empty();
    }

    /** For people. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(finding.name() + "  (" + finding.product() + ")");
        row(
                lines,
                "enabled",
                (finding.enabled() ? "yes: " : "no, ") + finding.state().meaning());
        row(lines, "socket", address() + socket.map(facts -> "  " + facts).orElse(""));
        if (tried) {
            row(
                    lines,
                    "reachable",
                    obstacle.map(what -> "no: " + what.explanation()).orElse("yes"));
            obstacle.ifPresent(what -> row(lines, "what helps", what.remedy(listener())));
        }
        row(lines, "place", finding.rank().toString());
        if (!finding.conditions().isEmpty()) {
            row(lines, "conditions", String.join(", ", finding.conditions()));
        }
        offer().forEach(line -> row(lines, line.startsWith("[") ? "to ask it" : "", line));
        finding.evidence().forEach(evidence -> row(lines, "because", evidence.toString()));
        finding.troubles().forEach(trouble -> {
            row(lines, "trouble", trouble.problem());
            row(lines, "what helps", trouble.remedy());
        });
        finding.remarks().forEach(remark -> {
            row(lines, "remark", remark.what());
            row(lines, "what helps", remark.remedy());
            remark.lines().forEach(line -> row(lines, "", line));
        });
        return lines.stream().map(PrintableText::of).toList();
    }

    private static void row(List<String> lines, String what, String text) {
        lines.add("    %-11s %s".formatted(what, text));
    }

    private String address() {
        return finding.endpoint().map(Endpoint::toString).orElse("unknown");
    }

    private Listener listener() {
        return offered() ? Listener.SERVER : Listener.MILTER;
    }

    private boolean offered() {
        return finding.state() == State.OFFERED;
    }

    /** What enables the milter inside us that would ask it, line by line; nothing where it is a milter itself. */
    private List<String> offer() {
        return offered() ? new Offer(finding).table() : List.of();
    }

    /** For programs. */
    public Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", finding.name());
        json.put("product", finding.product());
        json.put("enabled", finding.enabled());
        json.put("state", finding.state().toString());
        finding.endpoint().ifPresent(endpoint -> json.put(offered() ? "server" : "connect", endpoint.toString()));
        socket.ifPresent(facts -> {
            json.put("owner", facts.owner().toString());
            json.put("group", facts.group().toString());
            json.put("mode", "%04o".formatted(facts.mode()));
        });
        if (tried) {
            json.put("reachable", obstacle.isEmpty());
            obstacle.ifPresent(what -> json.put("problem", what.explanation()));
            obstacle.ifPresent(what -> json.put("remedy", what.remedy(listener())));
        }
        if (offered()) {
            json.put("enable", String.join("\n", offer()));
        }
        json.put("place", finding.rank().toString());
        json.put("conditions", finding.conditions());
        json.put("evidence", finding.evidence().stream().map(SeenMilter::json).toList());
        json.put("troubles", finding.troubles().stream().map(SeenMilter::json).toList());
        json.put("remarks", finding.remarks().stream().map(SeenMilter::json).toList());
        return json;
    }

    private static Map<String, Object> json(Evidence evidence) {
        var json = new LinkedHashMap<String, Object>();
        json.put("about", evidence.topic().toString());
        json.put("what", evidence.what());
        json.put("source", evidence.place().source());
        json.put("line", evidence.place().line());
        return json;
    }

    private static Map<String, Object> json(Trouble trouble) {
        var json = new LinkedHashMap<String, Object>();
        json.put("problem", trouble.problem());
        json.put("remedy", trouble.remedy());
        return json;
    }

    private static Map<String, Object> json(Remark remark) {
        var json = new LinkedHashMap<String, Object>();
        json.put("what", remark.what());
        json.put("remedy", remark.remedy());
        json.put("lines", remark.lines());
        return json;
    }
}
