package org.miltermanager.detect.host;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.miltermanager.detect.Quote;

/** The variables that systemd gives a service: {@code Environment=}, and over it the files of {@code EnvironmentFile=} (systemd.exec(5)). */
final class Environment {
    private final Host host;
    private final Map<String, Quote> variables = new HashMap<>();

    private Environment(Host host) {
        this.host = host;
    }

    static Map<String, Quote> of(Unit unit, Host host) {
        var environment = new Environment(host);
        var specifiers = new Specifiers(unit.name());
        for (Quote line : unit.all("Service", "Environment")) {
            Words.of(line.text()).forEach(word -> environment.assign(line.with(specifiers.resolve(word))));
        }
        for (Quote file : unit.all("Service", "EnvironmentFile")) {
            String pattern = specifiers.resolve(file.text()).replaceFirst("^-", "");
            host.glob(pattern).forEach(environment::readFile);
        }
        return Map.copyOf(environment.variables);
    }

    private void assign(Quote assignment) {
        int equals = assignment.text().indexOf('=');
        if (equals > 0) {
            variables.put(
                    assignment.text().substring(0, equals).strip(),
                    assignment.with(assignment.text().substring(equals + 1)));
        }
    }

    /** Lines of {@code NAME=value}, the value perhaps in quotes; a backslash at the end continues it. */
    private void readFile(String path) {
        host.read(path).text().map(Lines::joined).orElse(List.of()).stream()
                .filter(line -> !line.text().isBlank() && !line.text().strip().matches("(?s)[#;].*"))
                .forEach(line -> {
                    int equals = line.text().indexOf('=');
                    String name = line.text().substring(0, Math.max(0, equals)).strip();
                    assign(line.with(
                            name + "=" + String.join(" ", Words.of(line.text().substring(equals + 1)))));
                });
    }
}
