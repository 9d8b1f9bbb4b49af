package org.miltermanager.detect.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.miltermanager.detect.Evidence;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.Remark;
import org.miltermanager.detect.State;

/**
 * How the host runs a daemon: from a unit of systemd, a script of SysV or of FreeBSD, everything that overrides it applied. Immutable.
 *
 * @param name without {@code .service}
 * @param state whether the host starts it: {@link State#ENABLED}, DISABLED, MASKED, STATIC or MISSING
 * @param evidence why, and where the service itself is described
 * @param arguments the command line, the program first, variables resolved; empty where it is not known
 * @param variables what the unit's environment, or the script, sets
 * @param remarks what an administrator may want to change about how the host runs it
 */
public record Service(
        String name,
        State state,
        List<Evidence> evidence,
        List<Quote> arguments,
        Map<String, Quote> variables,
        List<Remark> remarks) {
    public Service {
        evidence = List.copyOf(evidence);
        arguments = List.copyOf(arguments);
        variables = Map.copyOf(variables);
        remarks = List.copyOf(remarks);
    }

    /** The same, with what is to be said of the unit that wraps its script. */
    Service with(List<Remark> ofUnit) {
        return new Service(name, state, evidence, arguments, variables, ofUnit);
    }

    /**
     * The value of an option on the command line: the last one where it is given more than once.
     *
     * @param names as they are written: {@code -p}, whose value may be joined to it, or {@code --config-file}, whose value may follow
     *     {@code =}
     */
    public Optional<Quote> option(String... names) {
        Quote last = null;
        for (int i = 1; i < arguments.size(); i++) {
            for (String name : names) {
                var value = value(name, i);
                last = value.isPresent() ? value.get() : last;
            }
        }
        return Optional.ofNullable(last);
    }

    private Optional<Quote> value(String option, int at) {
        Quote word = arguments.get(at);
        if (word.text().equals(option)) {
            return at + 1 < arguments.size() ? Optional.of(arguments.get(at + 1)) : Optional.empty();
        }
        boolean joined = word.text().startsWith(option + "=")
                || (!option.startsWith("--") && word.text().startsWith(option));
        return joined
                ? Optional.of(word.with(word.text().substring(option.length()).replaceFirst("^=", "")))
                : Optional.empty();
    }

    /** The first of these variables that is set to something. */
    public Optional<Quote> variable(String... names) {
        for (String name : names) {
            Quote value = variables.get(name);
            if (value != null && !value.text().isBlank()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
