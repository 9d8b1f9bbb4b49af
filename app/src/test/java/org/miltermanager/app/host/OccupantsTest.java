package org.miltermanager.app.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class OccupantsTest {
    @TempDir
    private Path directory;

    @Test
    @EnabledIf("org.miltermanager.app.host.SharedSocket#possible")
    void namesEveryProcessThatHoldsTheSocket() throws Exception {
        Path file = directory.resolve("s");
        try (var socket = SharedSocket.at(file)) {
            assertEquals(
                    Set.of(new Occupant(socket.holder(), "perl"), new Occupant(socket.daemon(), "milter-manager")),
                    Set.copyOf(Occupants.ofFile(file)));
        }
    }
}
