package org.miltermanager.app.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidFileTest {
    /** A process of the same name as the one that runs the tests. */
    public static final class Twin {
        private Twin() {}

        public static void main(String[] arguments) throws IOException {
            ProcessName.set(arguments[0]);
            System.out.println("named");
            System.in.read();
        }
    }

    private final String own = ProcessHandle.current().pid() + "\n";

    @TempDir
    Path directory;

    @Test
    void holdsThisProcessAndIsRemovedAtTheEnd() throws IOException {
        Path path = directory.resolve("mm.pid");
        try (var _ = PidFile.write(path)) {
            assertEquals(own, Files.readString(path));
        }
        assertFalse(Files.exists(path));
    }

    @Test
    void replacesTheNumberOfAnotherProgram() throws IOException {
        Path path = Files.writeString(directory.resolve("mm.pid"), "1\n");
        try (var _ = PidFile.write(path)) {
            assertEquals(own, Files.readString(path));
        }
    }

    @Test
    void writesThroughNoLinkThatSomebodyHasPutThere() throws IOException {
        Path victim = Files.writeString(directory.resolve("victim"), "precious");
        Path path = directory.resolve("mm.pid");
        Files.createSymbolicLink(directory.resolve("mm.pid." + own.strip()), victim);

        try (var _ = PidFile.write(path)) {
            assertEquals(own, Files.readString(path));
            assertFalse(Files.isSymbolicLink(path));
            assertEquals("precious", Files.readString(victim));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"root:x:0:0:root:/root:/bin/bash\n", "12 monkeys\n"})
    void leavesAFileThatIsNoPidFile(String text) throws IOException {
        Path path = Files.writeString(directory.resolve("accounts"), text);

        var failure = assertThrows(HostFailure.class, () -> PidFile.write(path));

        assertTrue(
                failure.getMessage()
                        .startsWith("cannot write pid file " + path + ": what is there holds something else"),
                failure.getMessage());
        assertEquals(text, Files.readString(path));
    }

    @Test
    void refusesWhileAProcessOfOurNameHoldsIt() throws IOException {
        Process twin = ForkedJvm.start(
                List.of(), Twin.class, ProcessName.of(ProcessHandle.current().pid()));
        try (var output = twin.inputReader()) {
            assertEquals("named", output.readLine());
            Path path = Files.writeString(directory.resolve("mm.pid"), twin.pid() + "\n");

            var failure = assertThrows(HostFailure.class, () -> PidFile.write(path));

            assertTrue(failure.getMessage().contains("held by pid " + twin.pid()), failure.getMessage());
        } finally {
            twin.destroy();
        }
    }
}
