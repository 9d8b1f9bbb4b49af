package org.miltermanager.detect.product;

import java.util.stream.Stream;
import org.miltermanager.detect.host.Host;

/** Where packages of different distributions put the same file. */
final class Paths {
    private Paths() {}

    /** The first that is there; where none is, the first. */
    static String firstThatExists(Host host, String... paths) {
        return Stream.of(paths).filter(host::exists).findFirst().orElse(paths[0]);
    }
}
