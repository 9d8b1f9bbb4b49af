package org.miltermanager.detect.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.miltermanager.detect.Evidence;
import org.miltermanager.detect.Evidence.Topic;
import org.miltermanager.detect.Place;
import org.miltermanager.detect.State;

/** What systemd itself says of units, asked once for all of them. */
final class Systemctl {
    private static final String QUESTION = "systemctl is-enabled ";

    private final Map<String, String> answers;

    private Systemctl(Map<String, String> answers) {
        this.answers = Map.copyOf(answers);
    }

    /** For a host that does not run. */
    static Systemctl silent() {
        return new Systemctl(Map.of());
    }

    /** @param units that have files: of others systemctl writes no line, and the answers could not be told apart */
    static Systemctl ask(Host host, List<UnitName> units) {
        var command = new ArrayList<>(List.of("systemctl", "is-enabled"));
        units.forEach(unit -> command.add(unit.file()));
        List<String> lines =
                units.isEmpty() ? List.of() : host.output(command).lines().toList();
        if (lines.size() != units.size()) {
            return silent();
        }
        var answers = new HashMap<String, String>();
        for (int i = 0; i < lines.size(); i++) {
            answers.put(units.get(i).stem(), lines.get(i).strip());
        }
        return new Systemctl(answers);
    }

    /** Empty where it was not asked, or its answer leaves the links to be looked at. */
    Optional<State> state(UnitName unit) {
        return switch (answers.getOrDefault(unit.stem(), "")) {
            case "enabled", "enabled-runtime" -> Optional.of(State.ENABLED);
            case "disabled", "indirect", "linked", "linked-runtime" -> Optional.of(State.DISABLED);
            case "masked", "masked-runtime" -> Optional.of(State.MASKED);
            default -> Optional.empty();
        };
    }

    Evidence evidence(UnitName unit) {
        return new Evidence(Topic.STATE, answers.getOrDefault(unit.stem(), ""), new Place(QUESTION + unit.file(), 0));
    }
}
