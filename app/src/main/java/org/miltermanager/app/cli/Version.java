package org.miltermanager.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of this program, which the build writes beside this class. */
public final class Version implements IVersionProvider {
    /** Such as {@code 1.0.0}. */
    public static String text() {
        try (var file = Objects.requireNonNull(Version.class.getResourceAsStream("version"), "the build writes it")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"milter-manager " + text()};
    }
}
