package org.miltermanager.milters.greylist;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.miltermanager.conditions.names.NameList;

/** The list, shipped with the program and dated in its first line, of hosts that greylisting only keeps waiting. */
final class WellKnownRetriers {
    private static final String LIST = "well-known-retriers";

    private WellKnownRetriers() {}

    static NameList names() {
        try (InputStream list = Objects.requireNonNull(WellKnownRetriers.class.getResourceAsStream(LIST))) {
            return NameList.of(new String(list.readAllBytes(), US_ASCII)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
