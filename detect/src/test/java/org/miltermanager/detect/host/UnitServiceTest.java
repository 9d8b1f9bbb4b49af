package org.miltermanager.detect.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.detect.Place;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.State;
import org.miltermanager.detect.Tree;

/** Services as systemd understands their units. */
class UnitServiceTest {
    private static final String PACKAGED = "/usr/lib/systemd/system/";
    private static final String LOCAL = "/etc/systemd/system/";

    @TempDir
    private Path root;

    private Tree tree;

    @BeforeEach
    void empty() {
        tree = new Tree(root);
    }

    private Service service(String name) {
        return tree.host().service(name).orElseThrow();
    }

    private List<String> arguments(String name) {
        return service(name).arguments().stream().map(Quote::text).toList();
    }

    @Test
    void splitsTheCommandAsSystemdDoes() {
        tree.file(PACKAGED + "x-milter.service", """
            [Service]
            # ExecStart=/not/this
            ExecStart=-@/usr/sbin/x-milter called "-p unix:/run/x y.sock" \\
            # a comment in between
                -n %n ${FLAGS} $FLAGS $$HOME 100%% $UNSET end
            Environment="FLAGS=-a -b" OTHER=1
            """);

        assertEquals(
                List.of(
                        "/usr/sbin/x-milter",
                        "-p unix:/run/x y.sock",
                        "-n",
                        "x-milter.service",
                        "-a -b",
                        "-a",
                        "-b",
                        "$HOME",
                        "100%",
                        "end"),
                arguments("x-milter"));
    }

    @Test
    void letsTheFilesOfAnEnvironmentOverrideItInTheirOrder() {
        tree.file(PACKAGED + "x-milter.service", """
            [Service]
            Environment=SOCKET=unix:/first
            EnvironmentFile=-/etc/default/missing
            EnvironmentFile=-/etc/sysconfig/x-*
            ExecStart=/usr/sbin/x-milter -p $SOCKET
            """)
                .file("/etc/sysconfig/x-1", "# SOCKET=no\nSOCKET=\"unix:/second\"\n")
                .file("/etc/sysconfig/x-2", "\n SOCKET='unix:/third'\n");

        assertEquals(
                Optional.of(new Quote("unix:/third", new Place("/etc/sysconfig/x-2", 2))),
                service("x-milter").option("-p"));
    }

    @Test
    void appliesDropInsInTheOrderOfTheirNamesWhereverTheyLie() {
        tree.file(PACKAGED + "x-milter.service", "[Service]\nExecStart=/usr/sbin/x-milter\n")
                .file(PACKAGED + "service.d/30-all.conf", "[Service]\nEnvironment=P=all\n")
                .file(LOCAL + "x-.service.d/20-prefix.conf", "[Service]\nEnvironment=P=prefix\n")
                .file(PACKAGED + "x-milter.service.d/10-own.conf", "[Service]\nEnvironment=P=packaged\n")
                .file(LOCAL + "x-milter.service.d/10-own.conf", """
                    [Service]
                    ExecStart=
                    ExecStart=/usr/sbin/x-milter -p $P
                    """)
                .link(LOCAL + "x-milter.service.d/40-masked.conf", "/dev/null")
                .file(PACKAGED + "x-milter.service.d/40-masked.conf", "[Service]\nEnvironment=P=masked\n");

        assertEquals(List.of("/usr/sbin/x-milter", "-p", "all"), arguments("x-milter"));
    }

    @Test
    void readsATemplateForItsInstance() {
        tree.file(PACKAGED + "x@.service", """
            [Service]
            ExecStart=/usr/sbin/x -c /etc/x.d/%i.conf -p /run/%I
            [Install]
            WantedBy=multi-user.target
            """)
                .file(LOCAL + "x@.service.d/a.conf", "[Service]\nEnvironment=A=1\n")
                .link(LOCAL + "multi-user.target.wants/x@scan-in.service", PACKAGED + "x@.service");

        assertEquals(
                List.of("/usr/sbin/x", "-c", "/etc/x.d/scan-in.conf", "-p", "/run/scan/in"), arguments("x@scan-in"));
        assertEquals(State.ENABLED, service("x@scan-in").state());
        assertEquals(State.DISABLED, service("x@other").state());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # what lies in /etc/systemd/system            | and where it points               | state
        multi-user.target.wants/x-milter.service      | /usr/lib/systemd/system/x-milter.service | enabled
        postfix.service.requires/x-milter.service     | ../x-milter.service               | enabled
        milter.service                                | /usr/lib/systemd/system/x-milter.service | enabled
        x-milter.service                              | /dev/null                         | masked
        other.service                                 | /usr/lib/systemd/system/other.service | disabled
        """)
    void tellsFromTheLinksWhetherAUnitIsStarted(String link, String target, String state) {
        tree.file(PACKAGED + "x-milter.service", "[Service]\nExecStart=/x\n[Install]\nWantedBy=multi-user.target\n")
                .link(LOCAL + link, target);

        assertEquals(state, service("x-milter").state().toString());
    }

    @Test
    void aUnitWithoutInstallSectionIsStatic() {
        tree.file(PACKAGED + "x-milter.service", "[Service]\nExecStart=/x\n");

        assertEquals(State.STATIC, service("x-milter").state());
    }

    @Test
    void aLinkToAUnitThatIsGoneIsToldApart() {
        tree.link(LOCAL + "multi-user.target.wants/x-milter.service", PACKAGED + "x-milter.service");

        assertEquals(State.MISSING, service("x-milter").state());
    }

    @Test
    void aLocalUnitReplacesThePackagedOne() {
        tree.file(PACKAGED + "x-milter.service", "[Service]\nExecStart=/packaged\n")
                .file(LOCAL + "x-milter.service", "[Service]\nExecStart=/local\n");

        assertEquals(List.of("/local"), arguments("x-milter"));
    }
}
