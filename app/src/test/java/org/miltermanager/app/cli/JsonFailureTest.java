package org.miltermanager.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks for JSON reads nothing else: what went wrong stands there, too. */
class JsonFailureTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String configuration, String command) throws IOException {
        Files.writeString(directory.resolve("milter-manager.toml"), configuration);
        var arguments = new ArrayList<>(List.of("-c", directory.toString()));
        arguments.addAll(List.of(command.split(" ")));
        arguments.add("--json");
        Start never = (files, read) -> 99;
        List<?> commands = List.of(
                new Check(), new Detect(), new Explain(settings -> List.of()), new Greylist(), new TestServer());
        return new Program(never, () -> commands, new PrintWriter(out), new PrintWriter(err), false)
                .run(arguments.toArray(String[]::new));
    }

    @Test
    void aMilterThatIsNotThereIsJson() throws IOException {
        Path absent = directory.resolve("absent");

        assertEquals(2, run("", "test-server -s " + absent));

        assertEquals(
                "{\"status\":\"error\",\"error\":\"Failed to connect to unix:" + absent + ": " + absent
                        + " does not exist; what helps: start the milter, and compare the path with the milter's own"
                        + " configuration\"}\n",
                out.toString());
        assertEquals("", err.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check",
                "detect",
                "explain --client 192.0.2.1",
                "greylist list",
                "greylist stats",
                "greylist delete --all",
                "greylist allow 192.0.2.1"
            })
    void mistakesInTheConfigurationAreJson(String command) throws IOException {
        assertEquals(1, run("lisen = 1\n", command));

        assertEquals(
                "{\"ok\":false,\"mistakes\":[{\"file\":\"" + directory
                        + "/milter-manager.toml\",\"line\":1,\"column\":1,"
                        + "\"what\":\"unknown key 'lisen'; did you mean 'listen'?\"}]}\n",
                out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void whatElseGoesWrongIsJson() throws IOException {
        assertEquals(1, run("detect.enabled = false\n", "greylist list"));

        assertTrue(
                out.toString()
                        .startsWith("{\"ok\":false,\"error\":\"no milter with use = \\\"greylist\\\" is configured"),
                out::toString);
        assertEquals("", err.toString());
    }
}
