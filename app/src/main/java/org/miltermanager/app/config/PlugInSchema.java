package org.miltermanager.app.config;

import static org.miltermanager.app.config.Kinds.PATH;
import static org.miltermanager.app.config.Kinds.TEXT;
import static org.miltermanager.app.config.Kinds.duration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.miltermanager.milters.plugin.PlugInSettings;

/** The part of {@link Schema} that is about {@code use = "plug-in"}. */
final class PlugInSchema {
    static final Key<String> PLUG_IN = Key.of("plug-in", TEXT, "")
            .meaning("Which one, by the name that it tells. Has to be given; \"skeleton\" is the one to copy.")
            .elsewhere("plugin", "provider");
    static final Key<Path> DIRECTORY = Key.of("directory", PATH, "/usr/share/milter-manager/plug-ins")
            .meaning("Where the JAR files of plug-ins are.");
    static final Key<Map<String, String>> OPTIONS =
            Key.of("options", ListKinds.OPTIONS, Map.of()).meaning("What the plug-in itself wants to know.");

    static final Key<Duration> DEADLINE = Key.of("deadline", duration(1), "30s").meaning("For each call.");

    static final Use USE = new Use(
            "plug-in",
            Keys.of(PLUG_IN, DIRECTORY, OPTIONS, DEADLINE),
            milter -> new PlugInSettings(
                    milter.of(PLUG_IN), milter.of(DIRECTORY), milter.of(OPTIONS), milter.of(DEADLINE)));

    private PlugInSchema() {}
}
