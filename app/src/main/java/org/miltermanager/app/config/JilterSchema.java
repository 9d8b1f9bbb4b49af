package org.miltermanager.app.config;

import static org.miltermanager.app.config.Kinds.TEXT;
import static org.miltermanager.app.config.Kinds.duration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.miltermanager.milters.jilter.JilterSettings;

/** The part of {@link Schema} that is about {@code use = "jilter"}. */
final class JilterSchema {
    static final Key<List<Path>> JARS = Key.of("jars", ListKinds.PATHS, List.of())
            .meaning("The JAR files with the handler, with jilter itself, and with what else the handler needs.")
            .elsewhere("jar", "classpath");
    static final Key<String> HANDLER = Key.of("handler", TEXT, "")
            .meaning("The class that implements com.sendmail.jilter.JilterHandler, with its package. Has to be given.")
            .elsewhere("class");
    static final Key<Duration> DEADLINE = Key.of("deadline", duration(1), "30s")
            .meaning("For each callback; begins anew when the handler calls progress.");

    static final Use USE = new Use(
            "jilter",
            Keys.of(HANDLER, JARS, DEADLINE),
            milter -> new JilterSettings(milter.of(JARS), milter.of(HANDLER), milter.of(DEADLINE)));

    private JilterSchema() {}
}
