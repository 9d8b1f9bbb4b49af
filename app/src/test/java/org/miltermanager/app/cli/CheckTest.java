package org.miltermanager.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code milter-manager check} of a configuration with mistakes. */
class CheckTest {
    @TempDir
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int check(String... options) throws IOException {
        Files.writeString(directory.resolve("milter-manager.toml"), """
            lisen = "unix:/run/x"
            log.level = "loud"
            """);
        Start never = (files, configuration) -> 99;
        var program = new Program(never, () -> List.of(new Check()), new PrintWriter(out), new PrintWriter(err), false);
        var arguments = new ArrayList<>(List.of("check", "-c", directory.toString()));
        arguments.addAll(List.of(options));
        return program.run(arguments.toArray(String[]::new));
    }

    @Test
    void peopleAreToldOfMistakesAsCompilersTell() throws IOException {
        assertEquals(1, check());

        String file = directory + "/milter-manager.toml";
        assertEquals(
                file + ":1:1: unknown key 'lisen'; did you mean 'listen'?\n" + file
                        + ":2:1: log.level: got \"loud\", expected one of \"error\", \"warning\", \"info\", \"debug\","
                        + " \"trace\"\n",
                err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void programsAreToldOfThemInJson() throws IOException {
        assertEquals(1, check("--json"));

        String file = directory + "/milter-manager.toml";
        assertEquals(
                "{\"ok\":false,\"mistakes\":[{\"file\":\"" + file
                        + "\",\"line\":1,\"column\":1,\"what\":\"unknown key 'lisen'; did you mean 'listen'?\"},{\"file\":\""
                        + file
                        + "\",\"line\":2,\"column\":1,\"what\":\"log.level: got \\\"loud\\\", expected one of \\\"error\\\","
                        + " \\\"warning\\\", \\\"info\\\", \\\"debug\\\", \\\"trace\\\"\"}]}\n",
                out.toString());
        assertEquals("", err.toString());
    }
}
