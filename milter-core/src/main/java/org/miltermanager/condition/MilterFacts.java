package org.miltermanager.condition;

import java.util.List;
import java.util.stream.Stream;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Stage;

/**
 * What the milters earlier in the list made of a message. Known when the message is complete and they have judged it; of a mail that
 * nobody judges, as one that is only imagined, never.
 */
public final class MilterFacts {
    private MilterFacts() {}

    /**
     * The same words, and {@code milter.verdict("NAME")}, {@code milter.edits("NAME")}.
     *
     * @param milters the names that there are
     */
    public static Vocabulary addTo(Vocabulary words, List<String> milters) {
        List<String> names = List.copyOf(milters);
        return words.with("milter.verdict", name -> verdict(known(name, names)))
                .with("milter.edits", name -> edits(known(name, names)));
    }

    private static String known(String name, List<String> names) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException(
                    "got \"" + name + "\", expected the name of a milter that comes earlier: "
                            + (names.isEmpty() ? "there is none" : String.join(", ", names)));
        }
        return name;
    }

    private static Fact<?> verdict(String milter) {
        return new Fact<>(
                "milter.verdict(\"" + milter + "\")",
                Type.TEXT,
                Stage.END_OF_MESSAGE,
                new Fact.Source.Judged<>(known ->
                        known.opinion(milter).map(opinion -> opinion.said().word())));
    }

    private static Fact<?> edits(String milter) {
        return new Fact<>(
                "milter.edits(\"" + milter + "\")",
                Type.NUMBER,
                Stage.END_OF_MESSAGE,
                new Fact.Source.Judged<>(known -> known.opinion(milter).map(opinion -> (long) opinion.edits())));
    }

    /** The same words, and {@code added.header("NAME")}, {@code added.headers("NAME")}: fields that the message has from a milter. */
    static Vocabulary addHeadersTo(Vocabulary words) {
        return words.with(
                        "added.header",
                        name -> new Fact<>(
                                "added.header(\"" + name + "\")",
                                Type.TEXT,
                                Stage.END_OF_MESSAGE,
                                new Fact.Source.Judged<>(known -> known.added()
                                        .map(all ->
                                                values(all, name).findFirst().orElse("")))))
                .with(
                        "added.headers",
                        name -> new Fact<>(
                                "added.headers(\"" + name + "\")",
                                Type.TEXTS,
                                Stage.END_OF_MESSAGE,
                                new Fact.Source.Judged<>(known -> known.added()
                                        .map(all -> values(all, name).toList()))));
    }

    private static Stream<String> values(List<Header> added, String name) {
        return added.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::text);
    }
}
