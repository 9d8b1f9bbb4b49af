package org.miltermanager.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogAnalyzerTest {
    @TempDir
    private Path directory;

    private final StringWriter err = new StringWriter();

    private int draw(Path pages) throws IOException {
        Path log = Files.writeString(directory.resolve("mail.log"), "");
        Start never = (files, configuration) -> 99;
        var out = new PrintWriter(new StringWriter());
        return new Program(never, () -> List.of(new LogAnalyzer()), out, new PrintWriter(err), false)
                .run("log-analyzer", "--log", log.toString(), "--output-directory", pages.toString());
    }

    @Test
    void makesTheDirectoryOfThePages() throws IOException {
        assertEquals(0, draw(directory.resolve("new/pages")), err::toString);

        assertTrue(Files.exists(directory.resolve("new/pages/index.html")));
    }

    @Test
    void saysWhatIsInTheWayOfTheDirectory() throws IOException {
        Path file = Files.writeString(directory.resolve("pages"), "");

        assertEquals(1, draw(file));

        assertEquals(
                "milter-manager log-analyzer: " + file + ": there is a regular file of that name already\n",
                err.toString());
    }

    @Test
    void overwritesNothingElseWhereTheDirectoryIsAnothers() throws IOException {
        Path victim = Files.writeString(directory.resolve("victim"), "precious");
        Path pages = Files.createDirectory(directory.resolve("pages"));
        Files.createSymbolicLink(pages.resolve("index.html.new"), victim);
        Files.createSymbolicLink(pages.resolve("milter-manager.history.new"), victim);

        assertEquals(0, draw(pages), err::toString);

        assertEquals("precious", Files.readString(victim));
    }
}
