package org.miltermanager.milters.plugin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.miltermanager.milter.Milter;
import org.miltermanager.milters.BuiltIn;
import org.miltermanager.milters.Shared;

/**
 * A milter of a plug-in.
 *
 * @param plugIn the name that its provider tells
 * @param directory with the plug-ins' JAR files; need not exist
 * @param options for the provider
 * @param deadline for each call of the milter
 */
public record PlugInSettings(String plugIn, Path directory, Map<String, String> options, Duration deadline)
        implements BuiltIn {
    public PlugInSettings {
        options = Map.copyOf(options);
    }

    @Override
    public Optional<String> obstacle() {
        try {
            made();
            return Optional.empty();
        } catch (RuntimeException obstacle) {
            return Optional.of(
                    obstacle instanceof IllegalArgumentException sentence
                            ? String.valueOf(sentence.getMessage())
                            : "the plug-in failed: " + obstacle);
        }
    }

    /** @throws IllegalArgumentException as {@link #obstacle} tells */
    @Override
    public Milter milter(Shared shared) {
        return new GuardedMilter(plugIn, made(), deadline);
    }

    private Milter made() {
        MilterProvider provider = PlugIns.named(plugIn, directory);
        try {
            return provider.milter(options);
        } catch (LinkageError missing) {
            throw new IllegalArgumentException("the plug-in failed: " + missing, missing);
        }
    }
}
