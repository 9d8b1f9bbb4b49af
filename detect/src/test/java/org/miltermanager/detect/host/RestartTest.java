package org.miltermanager.detect.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.detect.Remark;
import org.miltermanager.detect.Tree;

/** Which services nobody starts again when they die, and what is to be entered. */
class RestartTest {
    private static final String UNIT = "/usr/lib/systemd/system/x-milter.service";
    private static final String GENERATED = "/run/systemd/generator.late/x-milter.service";
    private static final String DROP_IN = "/etc/systemd/system/x-milter.service.d/override.conf";

    @TempDir
    private Path root;

    private Tree tree;

    @BeforeEach
    void empty() {
        tree = new Tree(root);
    }

    private List<Remark> remarks() {
        return tree.host().service("x-milter").orElseThrow().remarks();
    }

    private void unit(String... settings) {
        tree.file(UNIT, "[Service]\nExecStart=/usr/sbin/x-milter\n" + String.join("\n", settings) + "\n");
    }

    /** As systemd-sysv-generator writes it. */
    private void script() {
        tree.file("/etc/init.d/x-milter", "DAEMON=/usr/sbin/x-milter\n").file(GENERATED, """
            [Unit]
            SourcePath=/etc/init.d/x-milter

            [Service]
            Type=forking
            Restart=no
            KillMode=process
            GuessMainPID=no
            RemainAfterExit=yes
            ExecStart=/etc/init.d/x-milter start
            ExecStop=/etc/init.d/x-milter stop
            """);
    }

    private static Remark remark(String why, String... lines) {
        return new Remark(
                "nobody starts it again when it dies: " + why,
                "systemctl edit x-milter, with these lines; then systemctl restart x-milter",
                List.of(lines));
    }

    @Test
    void aUnitThatDoesNotSayIsNotStartedAgain() {
        unit();

        assertEquals(List.of(remark("no Restart= in " + UNIT, "[Service]", "Restart=always")), remarks());
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "on-success", "on-watchdog"})
    void aUnitThatSaysSoIsNotStartedAgain(String restart) {
        unit("Restart=" + restart);

        assertEquals(
                List.of(remark("Restart=" + restart + " in " + UNIT + ":3", "[Service]", "Restart=always")), remarks());
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "on-failure", "on-abnormal", "on-abort"})
    void aUnitThatIsStartedAgainIsNotMentioned(String restart) {
        unit("Type=forking", "Restart=" + restart);

        assertEquals(List.of(), remarks());
    }

    @Test
    void theLastDropInCounts() {
        unit("Restart=always");
        tree.file(DROP_IN, "[Service]\nRestart=no\n");

        assertEquals(List.of(remark("Restart=no in " + DROP_IN + ":2", "[Service]", "Restart=always")), remarks());
    }

    @Test
    void systemdHasToFollowTheProcessOfAScriptToo() {
        script();

        assertEquals(
                List.of(remark(
                        "Restart=no in " + GENERATED + ":6",
                        "[Service]",
                        "GuessMainPID=yes",
                        "KillMode=mixed",
                        "RemainAfterExit=no",
                        "Restart=always",
                        "SuccessExitStatus=SIGQUIT")),
                remarks());
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "on-failure"})
    void aScriptWhoseProcessNobodyFollowsIsNotStartedAgainWhateverRestartSays(String restart) {
        script();
        tree.file(DROP_IN, "[Service]\nRestart=" + restart + "\n");

        assertEquals(
                List.of(remark(
                        "GuessMainPID=no in " + GENERATED + ":8",
                        "[Service]",
                        "GuessMainPID=yes",
                        "KillMode=mixed",
                        "RemainAfterExit=no",
                        "Restart=always",
                        "SuccessExitStatus=SIGQUIT")),
                remarks());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GuessMainPID=yes\nRemainAfterExit=no\nRestart=always",
                "GuessMainPID=yes\nRestart=on-failure",
                "PIDFile=/run/x-milter.pid\nRestart=on-failure",
                "RemainAfterExit=no\nRestart=always"
            })
    void aScriptWithADropInThatHelpsIsNotMentioned(String lines) {
        script();
        tree.file(DROP_IN, "[Service]\n" + lines + "\n");

        assertEquals(List.of(), remarks());
    }

    @Test
    void nothingIsSaidOfAScriptWithoutAUnit() {
        tree.file("/etc/init.d/x-milter", "DAEMON=/usr/sbin/x-milter\n");

        assertEquals(List.of(), remarks());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Type=oneshot\nExecStart=/usr/sbin/x-milter", "User=x"})
    void nothingIsSaidOfAUnitThatRunsNoDaemon(String settings) {
        tree.file(UNIT, "[Service]\n" + settings + "\n");

        assertEquals(List.of(), remarks());
    }
}
