package org.miltermanager.detect.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.host.shell.Script;

/** Finds in a script of SysV what it starts, by the helpers that distributions have for it. */
final class DaemonCommand {
    private DaemonCommand() {}

    /** The program and its arguments; where no helper is seen, what the customary variables name. */
    static List<Quote> of(Script script, Map<String, Quote> variables) {
        for (List<Quote> command : script.commands()) {
            var started = switch (name(command.getFirst())) {
                case "start-stop-daemon" -> debian(command);
                case "daemon", "runuser", "start_daemon", "startproc" -> redHat(command);
                default -> Optional.<List<Quote>>empty();
            };
            if (started.isPresent()) {
                return started.get();
            }
        }
        return customary(variables);
    }

    private static String name(Quote program) {
        return program.text().substring(program.text().lastIndexOf('/') + 1);
    }

    /** {@code start-stop-daemon --start --exec PROGRAM -- ARGUMENTS}. */
    private static Optional<List<Quote>> debian(List<Quote> words) {
        List<String> texts = words.stream().map(Quote::text).toList();
        int arguments = texts.indexOf("--");
        boolean starts = texts.stream().anyMatch(text -> text.equals("--start") || text.matches("-[a-z]*S[a-z]*"));
        boolean tests = texts.contains("--test") || texts.contains("-t");
        if (!starts || tests) {
            return Optional.empty();
        }
        return texts.stream()
                .filter(text -> text.matches("--exec|--startas|-x|-a"))
                .findFirst()
                .map(texts::indexOf)
                .filter(at -> at + 1 < words.size())
                .map(at -> joined(
                        words.get(at + 1), arguments < 0 ? List.of() : words.subList(arguments + 1, words.size())));
    }

    /** {@code daemon --user=NAME --pidfile FILE PROGRAM ARGUMENTS}. */
    private static Optional<List<Quote>> redHat(List<Quote> words) {
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i).text().startsWith("/") && !words.get(i - 1).text().matches("--?[a-z]+")) {
                return Optional.of(joined(words.get(i), words.subList(i + 1, words.size())));
            }
        }
        return Optional.empty();
    }

    private static Optional<List<Quote>> command(Map<String, Quote> variables, String program, String... arguments) {
        return Optional.ofNullable(variables.get(program)).map(path -> {
            var words = new java.util.ArrayList<Quote>(List.of(path));
            for (String name : arguments) {
                Optional.ofNullable(variables.get(name))
                        .ifPresent(value -> Words.of(value.text()).forEach(word -> words.add(value.with(word))));
            }
            return words;
        });
    }

    private static List<Quote> customary(Map<String, Quote> variables) {
        return command(variables, "DAEMON", "DAEMON_ARGS", "DAEMON_OPTS", "START_ARGS", "OPTIONS", "OPTARGS", "PARAMS")
                .orElse(List.of());
    }

    /** Up to where the output is sent elsewhere. */
    private static List<Quote> joined(Quote program, List<Quote> arguments) {
        var words = new java.util.ArrayList<Quote>(List.of(program));
        arguments.stream().takeWhile(word -> !word.text().matches("\\d*[<>].*")).forEach(words::add);
        return words;
    }
}
