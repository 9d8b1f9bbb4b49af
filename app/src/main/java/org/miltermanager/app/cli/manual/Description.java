package org.miltermanager.app.cli.manual;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import picocli.CommandLine.Model.ArgSpec;

/** Texts of picocli's definitions, without its own marks. */
final class Description {
    private Description() {}

    static String text(String definition) {
        return definition.replace("%n", "").replace("%%", "%");
    }

    /** What an option or argument means. */
    static String of(ArgSpec argument) {
        return Arrays.stream(argument.description()).map(Description::text).collect(joining(" "));
    }

    /** Its first sentence, without a full stop: there is little room beside a completion. */
    static String brief(ArgSpec argument) {
        return of(argument).replaceFirst("\\.(?: .*)?$", "");
    }
}
