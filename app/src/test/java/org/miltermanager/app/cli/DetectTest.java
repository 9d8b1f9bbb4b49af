package org.miltermanager.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code milter-manager detect}, of a host on paper. */
class DetectTest {
    private static final String UNIT = "/usr/lib/systemd/system/opendkim.service";
    private static final String LINK = "/etc/systemd/system/multi-user.target.wants/opendkim.service";

    @TempDir
    private Path root;

    private final StringWriter out = new StringWriter();

    @BeforeEach
    void install() throws IOException {
        file(UNIT, """
            [Service]
            Type=forking
            GuessMainPID=no
            RemainAfterExit=yes
            ExecStart=/usr/sbin/opendkim -p inet:8891@localhost
            [Install]
            WantedBy=multi-user.target
            """);
        Path link = root.resolve(LINK.substring(1));
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of(UNIT));
    }

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String detect(String... more) {
        var arguments = new ArrayList<>(List.of("detect", "--root", root.toString()));
        arguments.addAll(List.of(more));
        var err = new StringWriter();
        new Program(
                        (files, settings) -> 0,
                        () -> List.of(new Detect()),
                        new PrintWriter(out),
                        new PrintWriter(err),
                        false)
                .run(arguments.toArray(String[]::new));
        assertEquals("", err.toString());
        return out.toString();
    }

    @Test
    void tellsOfAMilterThatNobodyStartsAgainAndWhatToEnter() {
        String told = detect();

        assertTrue(told.endsWith("""
                remark      nobody starts it again when it dies: no Restart= in /usr/lib/systemd/system/opendkim.service
                what helps  systemctl edit opendkim, with these lines; then systemctl restart opendkim
                            [Service]
                            GuessMainPID=yes
                            KillMode=mixed
                            RemainAfterExit=no
                            Restart=always
                            SuccessExitStatus=SIGQUIT
            """), told);
    }

    @Test
    void tellsProgramsTheLinesToEnter() {
        String told = detect("--json");

        assertTrue(
                told.endsWith(
                        ",\"troubles\":[],\"remarks\":[{\"what\":\"nobody starts it again when it dies: no Restart= in "
                                + UNIT
                                + "\",\"remedy\":\"systemctl edit opendkim, with these lines; then systemctl restart opendkim\","
                                + "\"lines\":[\"[Service]\",\"GuessMainPID=yes\",\"KillMode=mixed\",\"RemainAfterExit=no\",\"Restart=always\","
                                + "\"SuccessExitStatus=SIGQUIT\"]}]}]}\n"),
                told);
    }

    @Test
    void saysNothingOfAMilterThatIsStartedAgain() throws IOException {
        file(
                "/etc/systemd/system/opendkim.service.d/override.conf",
                "[Service]\nGuessMainPID=yes\nRestart=on-failure\n");

        assertTrue(detect("--json").endsWith(",\"remarks\":[]}]}\n"), out::toString);
    }

    @Test
    void saysNothingOfAMilterThatIsNotAsked() throws IOException {
        Files.delete(root.resolve(LINK.substring(1)));

        assertTrue(detect("--json").endsWith(",\"remarks\":[]}]}\n"), out::toString);
    }

    @Test
    void programsAreToldOfMistakesInJson() throws IOException {
        Files.writeString(root.resolve("milter-manager.toml"), "lisen = 5\n");
        var program = new Program(
                (files, settings) -> 0,
                () -> List.of(new Detect()),
                new PrintWriter(out),
                new PrintWriter(Writer.nullWriter()),
                false);

        int code = program.run("detect", "--json", "-c", root.toString());

        assertEquals(1, code);
        assertEquals(
                "{\"ok\":false,\"mistakes\":[{\"file\":\"" + root + "/milter-manager.toml\",\"line\":1,\"column\":1,"
                        + "\"what\":\"unknown key 'lisen'; did you mean 'listen'?\"}]}\n",
                out.toString());
    }

    @Test
    void suggestsWhateverPostfixAsksTodayAndNobodyElseWouldAsk() throws IOException {
        Files.delete(root.resolve(LINK.substring(1)));
        file("/etc/postfix/main.cf", "smtpd_milters = inet:localhost:8891, unix:/run/a/sock, unix:/run/b/sock\n");

        String suggested = detect("--suggest");

        for (String milter : List.of(
                "#name = \"opendkim\"\n#connect = \"inet:8891@localhost\"\n#enabled = true\n",
                "#name = \"sock\"\n#connect = \"unix:/run/a/sock\"\n#enabled = true\n",
                "#name = \"b-sock\"\n#connect = \"unix:/run/b/sock\"\n#enabled = true\n")) {
            assertTrue(suggested.contains(milter), suggested);
        }
    }
}
