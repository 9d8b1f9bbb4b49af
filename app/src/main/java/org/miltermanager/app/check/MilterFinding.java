package org.miltermanager.app.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.miltermanager.transport.Endpoint;
import org.miltermanager.wire.Negotiate;

/** What was found out about one milter. */
public sealed interface MilterFinding {
    /** As the configuration calls it. */
    String name();

    /** Where it should listen. */
    Endpoint endpoint();

    /**
     * It answered.
     *
     * @param agreed what it negotiates
     */
    record Works(String name, Endpoint endpoint, Negotiate agreed) implements MilterFinding {
        @Override
        public List<String> lines() {
            return List.of(
                    "ok      " + name + "  " + endpoint,
                    "        version " + agreed.version() + "; may: " + listed(actions()) + "; steps: "
                            + listed(steps()));
        }

        private List<String> actions() {
            return flags(agreed.actions());
        }

        private List<String> steps() {
            return flags(agreed.steps());
        }

        @Override
        public Map<String, Object> json() {
            var json = head("ok");
            json.put("version", agreed.version());
            json.put("actions", actions());
            json.put("steps", steps());
            return json;
        }
    }

    /**
     * A server behind a milter that runs inside answered.
     *
     * @param said what it is, in its own words
     */
    record Serves(String name, Endpoint endpoint, String said) implements MilterFinding {
        @Override
        public List<String> lines() {
            return List.of("ok      " + name + "  runs inside, with " + endpoint, "        " + said);
        }

        @Override
        public Map<String, Object> json() {
            var json = head("ok");
            json.put("said", said);
            return json;
        }
    }

    /**
     * Mail would meet its failure policy.
     *
     * @param problem one clause
     * @param remedy what helps
     */
    record Broken(String name, Endpoint endpoint, String problem, String remedy) implements MilterFinding {
        @Override
        public List<String> lines() {
            return List.of("FAILED  " + name + "  " + endpoint, "        " + problem, "        what helps: " + remedy);
        }

        @Override
        public Map<String, Object> json() {
            var json = head("failed");
            json.put("problem", problem);
            json.put("remedy", remedy);
            return json;
        }
    }

    /** For people. */
    List<String> lines();

    /** For programs. */
    Map<String, Object> json();

    /** Whether mail can pass it. */
    default boolean works() {
        return !(this instanceof Broken);
    }

    /** The keys that all findings have. */
    default Map<String, Object> head(String status) {
        var json = new LinkedHashMap<String, Object>();
        json.put("milter", name());
        json.put("connect", endpoint().toString());
        json.put("status", status);
        return json;
    }

    private static String listed(List<String> words) {
        return words.isEmpty() ? "none" : String.join(", ", words);
    }

    private static <E extends Enum<E>> List<String> flags(Set<E> flags) {
        return new TreeSet<>(flags)
                .stream().map(flag -> flag.name().toLowerCase(Locale.ROOT)).toList();
    }
}
