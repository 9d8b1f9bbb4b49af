package org.miltermanager.app.cli;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.miltermanager.app.config.Nearest;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and what was probably meant. */
final class UsageMistake {
    /** Options of milter manager 2 that may stand in OPTION_ARGS of those who come from there. */
    private static final Map<String, String> FORMER = Map.of(
            "--n-workers", "one process serves all sessions",
            "--event-loop-backend", "there is no event loop to choose",
            "--packet-buffer-size", "packets are always written together",
            "--max-pending-finished-sessions", "a session is freed when it ends",
            "--user-id", "-u takes the name",
            "--group-id", "-g takes the name");

    private UsageMistake() {}

    static String sentence(ParameterException mistake) {
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            return unknown(
                    unmatched.getUnmatched().getFirst(),
                    mistake.getCommandLine().getCommandSpec());
        }
        String message = String.valueOf(mistake.getMessage());
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    private static String unknown(String argument, CommandSpec command) {
        String word = argument.replaceFirst("=.*", "");
        boolean option = word.startsWith("-");
        String former = FORMER.get(word);
        if (former != null) {
            return "unknown option '" + word + "'; leave it out: " + former;
        }
        String meant = Nearest.to(
                        word, option ? options(command) : command.subcommands().keySet())
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
        return "unknown " + (option ? "option" : "command") + " '" + word + "'" + meant;
    }

    private static Set<String> options(CommandSpec command) {
        var names = new HashSet<String>();
        command.options().forEach(option -> names.addAll(Set.of(option.names())));
        return names;
    }
}
