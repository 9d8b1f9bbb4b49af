package org.miltermanager.chain;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.Stage;

/**
 * The macros that milters ask for by name (SMFIR_SETSYMLIST). A request replaces the mail server's list for us as a whole, so what is
 * asked for upstream is the default list and all requests together; each milter is told its own names, and one that asked for none the
 * default list.
 */
final class MacroRequests {
    private final List<MailServer> possible;
    private final Map<Stage, List<String>> together = new EnumMap<>(Stage.class);
    private boolean asked;

    /** @param possible the mail servers, one of which is asked; names that it does not know it leaves out */
    MacroRequests(List<MailServer> possible) {
        this.possible = List.copyOf(possible);
    }

    /** Adds one milter's requests. */
    void add(Map<Stage, List<String>> wanted) {
        asked |= !wanted.isEmpty();
        wanted.forEach((stage, names) -> {
            if (!names.isEmpty()) {
                addMissing(names, together.computeIfAbsent(stage, this::defaults));
            }
        });
    }

    private List<String> defaults(Stage stage) {
        List<String> names = new ArrayList<>();
        possible.forEach(server -> addMissing(server.macros().getOrDefault(stage, List.of()), names));
        return names;
    }

    private static void addMissing(List<String> names, List<String> all) {
        names.stream().filter(name -> !contains(all, name)).forEach(all::add);
    }

    private static boolean contains(List<String> names, String wanted) {
        return names.stream().anyMatch(name -> Macro.bare(name).equals(Macro.bare(wanted)));
    }

    /** What the mail server is asked for; empty where no milter asked for anything. */
    Map<Stage, List<String>> together() {
        // Sendmail takes both lists, or none, by whether there is one for the end of the headers (milter_data).
        if (together.containsKey(Stage.END_OF_MESSAGE) || together.containsKey(Stage.END_OF_HEADERS)) {
            together.computeIfAbsent(Stage.END_OF_HEADERS, this::defaults);
            together.computeIfAbsent(Stage.END_OF_MESSAGE, this::defaults);
        }
        return together;
    }

    /** The names that a milter is told, by stage; a stage that is missing is not restricted. */
    Map<Stage, List<String>> toldTo(Map<Stage, List<String>> wanted, MailServer server) {
        var told = new EnumMap<Stage, List<String>>(Stage.class);
        if (!asked) {
            return told;
        }
        together().keySet().forEach(stage -> told.put(stage, server.macros().getOrDefault(stage, List.of())));
        wanted.forEach((stage, names) -> {
            if (!names.isEmpty() || server.knowsEmptyRequests()) {
                told.put(stage, names);
            }
        });
        copy(told, Stage.END_OF_HEADERS, Stage.HEADER);
        copy(told, Stage.END_OF_MESSAGE, Stage.BODY);
        return told;
    }

    /** Postfix tells with each header what it tells at their end, and with each body chunk what it tells at end of message. */
    private static void copy(Map<Stage, List<String>> told, Stage from, Stage to) {
        List<String> names = told.get(from);
        if (names != null) {
            told.put(to, names);
        }
    }
}
