package org.miltermanager.milters.jilter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.miltermanager.milter.Milter;
import org.miltermanager.milters.BuiltIn;
import org.miltermanager.milters.Shared;

/**
 * A handler that was written for jilter.
 *
 * @param jars the JAR files with the handler, jilter, and what else the handler needs
 * @param handler name of the class, which implements {@code com.sendmail.jilter.JilterHandler} and has a constructor without arguments
 * @param deadline for each callback
 */
public record JilterSettings(List<Path> jars, String handler, Duration deadline) implements BuiltIn {
    public JilterSettings {
        jars = List.copyOf(jars);
    }

    @Override
    public Optional<String> obstacle() {
        if (handler.isBlank()) {
            return Optional.of(
                    "the key 'handler' is missing, the class that implements com.sendmail.jilter.JilterHandler");
        }
        try {
            HandlerClass.load(jars, handler);
            return Optional.empty();
        } catch (IllegalArgumentException obstacle) {
            return Optional.of(String.valueOf(obstacle.getMessage()));
        }
    }

    /** @throws IllegalArgumentException as {@link #obstacle} tells */
    @Override
    public Milter milter(Shared shared) {
        return new JilterMilter(HandlerClass.load(jars, handler), deadline);
    }
}
