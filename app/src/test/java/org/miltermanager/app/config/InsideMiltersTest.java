package org.miltermanager.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.milters.plugin.PlugInSettings;
import org.miltermanager.milters.spf.SpfSettings;
import org.miltermanager.milters.spf.SpfSettings.Refusal;

/** {@code use} in place of {@code connect}. */
class InsideMiltersTest {
    @TempDir
    private Path temporary = Path.of("");

    private ConfigurationDirectoryFixture directory = new ConfigurationDirectoryFixture(temporary);

    @BeforeEach
    void emptyDirectory() {
        directory = new ConfigurationDirectoryFixture(temporary);
    }

    private String mistakes(String text) {
        return directory.with("milter-manager.toml", text).mistakes();
    }

    @Test
    void haveTheKeysOfTheirKind() {
        var settings = directory.with("milter-manager.toml", """
            [[milter]]
            name = "sender policy"
            use = "spf"
            own-name = "mx.example.com"
            received-spf = false
            authentication-results = false
            remove-forged = false
            fail = "reject"
            permerror = "tempfail"
            temperror = "reject"
            deadline = "21s"
            """).settings();

        assertEquals(
                new MilterSettings.Source.Inside(new SpfSettings(
                        Optional.of("mx.example.com"),
                        false,
                        false,
                        false,
                        Refusal.REJECT,
                        Refusal.TEMPFAIL,
                        Refusal.REJECT,
                        Duration.ofSeconds(21))),
                settings.milters().getFirst().source());
    }

    @Test
    void areShownWithTheirKeysAndWithoutThoseOfOthers() {
        String shown = directory.with("milter-manager.toml", """
            [[milter]]
            name = "spf"
            use = "spf"
            """).shown();

        assertTrue(shown.contains("# milter-manager.toml:3\nuse = \"spf\"\n"), shown);
        assertTrue(shown.contains("# default\nfail = \"accept\"\n"), shown);
        assertFalse(shown.contains("connect ="), shown);
        assertFalse(shown.contains("deadlines."), shown);
    }

    @Test
    void areShownInAFormThatGivesTheSameSettings() {
        directory.with("milter-manager.toml", """
            [[milter]]
            name = "spf"
            use = "spf"
            fail = "reject"
            """);
        var read = directory.read();

        var again = directory.with("milter-manager.toml", read.show()).read();

        assertEquals(read.settings(), again.settings());
    }

    @Test
    void areWhatAnEarlierFileSays() {
        directory.with("milter-manager.toml", """
            [[milter]]
            name = "spf"
            use = "spf"
            """);

        var settings = directory.with("conf.d/10-strict.toml", """
            [[milter]]
            name = "spf"
            fail = "reject"
            """).settings();

        var inside =
                (MilterSettings.Source.Inside) settings.milters().getFirst().source();
        assertEquals(Refusal.REJECT, ((SpfSettings) inside.settings()).onFail());
    }

    @Test
    void areOfAKindThatThereIs() {
        String mistakes = mistakes("""
            [[milter]]
            name = "spf"
            use = "spff"
            """);

        assertLinesMatch(
                List.of("milter-manager.toml:3:1: use: got \"spff\", expected one of \"spf\".*; did you mean"
                        + " \"spf\"\\?"),
                mistakes.lines().toList());
    }

    @Test
    void mayHaveOptionsOfTheirOwn() {
        directory.with("milter-manager.toml", """
            [[milter]]
            name = "counter"
            use = "plug-in"
            plug-in = "skeleton"
            options = {header = "X-Counted", "odd key" = "a \\"b\\""}
            enabled = false
            """);
        var read = directory.read();

        var again = directory.with("milter-manager.toml", read.show()).read();

        var inside = (MilterSettings.Source.Inside)
                again.settings().milters().getFirst().source();
        assertEquals(
                Map.of("header", "X-Counted", "odd key", "a \"b\""), ((PlugInSettings) inside.settings()).options());
    }

    @Test
    void areHeldAgainstWhatTheyNeedWhenTheFileIsRead() {
        String mistakes = mistakes("""
            [[milter]]
            name = "counter"
            use = "plug-in"
            plug-in = "skeletton"

            [[milter]]
            name = "old"
            use = "jilter"
            handler = "com.example.Handler"
            jars = ["/nonexistent/handler.jar"]

            [[milter]]
            name = "older"
            use = "jilter"
            """);

        assertEquals("""
            milter-manager.toml:3:1: use: got "skeletton", which is no plug-in; those of /usr/share/milter-manager/plug-ins\
             and of the program: skeleton
            milter-manager.toml:8:1: use: there is no file /nonexistent/handler.jar
            milter-manager.toml:14:1: use: the key 'handler' is missing, the class that implements\
             com.sendmail.jilter.JilterHandler
            """, mistakes);
    }

    @ParameterizedTest
    @CsvSource({"1h, 30m, false", "10m, 10m, false", "10m, 11m, true", "0s, 0s, true"})
    void greylistingLetsSomebodyPass(String delay, String timeout, boolean passes) {
        String text = """
            [[milter]]
            name = "greylist"
            use = "greylist"
            delay = "%s"
            timeout = "%s"
            """.formatted(delay, timeout);

        String expected = """
            milter-manager.toml:3:1: use: 'timeout' is not above 'delay': a first attempt would be forgotten\
             before another could pass
            """;
        assertEquals(passes ? "" : expected, mistakes(text));
    }

    @Test
    void haveNoAddress() {
        String mistakes = mistakes("""
            [[milter]]
            name = "spf"
            use = "spf"
            connect = "unix:/run/spf.sock"
            """);

        assertEquals(
                "milter-manager.toml:4:1: connect: milter \"spf\" has no such key, as it runs inside:"
                        + " use = \"spf\"" + "\n",
                mistakes);
    }

    @Test
    void areToldOfKeysThatTheyDoNotHave() {
        String mistakes = mistakes("""
            [[milter]]
            name = "spf"
            use = "spf"
            failed = "reject"
            """);

        assertEquals("milter-manager.toml:4:1: unknown key 'failed'; did you mean 'fail'?" + "\n", mistakes);
    }
}
