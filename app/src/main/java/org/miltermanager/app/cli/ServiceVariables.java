package org.miltermanager.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.miltermanager.app.config.CommandLineValue;
import org.miltermanager.app.config.Origin;

/**
 * What the service is started with besides its configuration: its address and its account, as {@code /etc/default/milter-manager} or
 * {@code /etc/sysconfig/milter-manager} sets them. The shell reads that file; the installed program hands over in the variable
 * {@value #HANDED_OVER} its path on one line, and a line {@code NAME=value} for each of them.
 */
final class ServiceVariables {
    static final String HANDED_OVER = "MILTER_MANAGER_SERVICE";

    private static final Map<String, String> KEYS =
            Map.of("CONNECTION_SPEC", "listen", "USER", "user", "GROUP", "group");

    private ServiceVariables() {}

    /** Those that say something, in the order in which they are handed over; none where nothing is. */
    static List<CommandLineValue> of(Map<String, String> environment) {
        List<String> lines = environment.getOrDefault(HANDED_OVER, "").lines().toList();
        var values = new ArrayList<CommandLineValue>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            value(Path.of(lines.getFirst()), line).ifPresent(values::add);
        }
        return values;
    }

    private static Optional<CommandLineValue> value(Path file, String line) {
        String[] parts = line.split("=", 2);
        String key = KEYS.get(parts[0]);
        return key == null || parts.length < 2 || parts[1].isBlank()
                ? Optional.empty()
                : Optional.of(new CommandLineValue(new Origin.ServiceVariable(file, parts[0]), key, parts[1]));
    }
}
