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
    /** Postfix {@code milter_*_macros} (3.5 and later); what Sendmail sends beyond it is not asked for. */
    private static final Map<Stage, List<String>> DEFAULTS = Map.of(
            Stage.CONNECT, List.of("j", "{daemon_name}", "{daemon_addr}", "v", "_"),
            Stage.HELO, List.of("{tls_version}", "{cipher}", "{cipher_bits}", "{cert_subject}", "{cert_issuer}"),
            Stage.MAIL,
                    List.of(
                            "i",
                            "{auth_type}",
                            "{auth_authen}",
                            "{auth_author}",
                            "{mail_addr}",
                            "{mail_host}",
                            "{mail_mailer}"),
            Stage.RCPT, List.of("i", "{rcpt_addr}", "{rcpt_host}", "{rcpt_mailer}"),
            Stage.DATA, List.of("i"),
            Stage.END_OF_HEADERS, List.of("i"),
            Stage.END_OF_MESSAGE, List.of("i"));

    private final Map<Stage, List<String>> together = new EnumMap<>(Stage.class);

    /** Adds one milter's requests. */
    void add(Map<Stage, List<String>> wanted) {
        wanted.forEach((stage, names) -> {
            if (!names.isEmpty()) {
                List<String> all =
                        together.computeIfAbsent(stage, s -> new ArrayList<>(DEFAULTS.getOrDefault(s, List.of())));
                names.stream().filter(name -> !contains(all, name)).forEach(all::add);
            }
        });
    }

    private static boolean contains(List<String> names, String wanted) {
        return names.stream().anyMatch(name -> Macro.bare(name).equals(Macro.bare(wanted)));
    }

    /** What the mail server is asked for; empty where no milter asked for anything. */
    Map<Stage, List<String>> together() {
        return together;
    }

    /** The names that a milter is told, by stage; a stage that is missing is not restricted. */
    Map<Stage, List<String>> toldTo(Map<Stage, List<String>> wanted) {
        var told = new EnumMap<Stage, List<String>>(Stage.class);
        together.keySet().forEach(stage -> {
            List<String> own = wanted.getOrDefault(stage, List.of());
            told.put(stage, own.isEmpty() ? DEFAULTS.getOrDefault(stage, List.of()) : own);
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
