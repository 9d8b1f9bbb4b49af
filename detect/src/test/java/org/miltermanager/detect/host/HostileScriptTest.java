package org.miltermanager.detect.host;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.miltermanager.detect.Tree;

class HostileScriptTest {
    @TempDir
    private Path root;

    static Stream<String> unfinished() {
        String texts =
                "X=\" X=' X=` X=${ X=$( X=${Y:-${Z:- if case for f( f() function { } ) (( ;; && || | << ! [ [[ \\ X=\\ $ ${}"
                        + " ${!x} ${x/} $((1+ . eval exec exit return load_rc_config run_rc_command 2> > dirname a()b()c() then fi esac do";
        return Stream.concat(
                Stream.of(texts.split(" ")),
                Stream.of("if then", "case x in", "case x in a)", "f() {", "cat <<E\nX=1", "\0\1"));
    }

    static Stream<String> endless() {
        return Stream.of(
                "if true; then ".repeat(30_000),
                "if ! ".repeat(30_000) + "true; then X=1; fi",
                "! ".repeat(100_000) + "[ a ]",
                "[ -n \"\"" + " -o -n \"\"".repeat(50_000) + " ] && X=1",
                "${A:-".repeat(50_000) + "}".repeat(50_000),
                "X=" + "$(".repeat(50_000),
                "a\\\n".repeat(200_000),
                "X=1 ".repeat(200_000),
                "X=\"$X $X\"\n".repeat(50_000),
                "f() { f; f; }; f\nstart() { start; start; }\n",
                "X=a\n" + "X=$X$X$X$X\n".repeat(50) + "start() { $X$X$X; }",
                "start() {\n".repeat(20_000),
                "then ".repeat(100_000),
                ": ${X:=".repeat(30_000),
                ". /etc/init.d/x-milter\n".repeat(10_000));
    }

    @ParameterizedTest
    @MethodSource({"unfinished", "endless"})
    void anyScriptIsReadToItsEnd(String script) {
        Host sysV = new Tree(root).file("/etc/init.d/x-milter", script).host();
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> sysV.service("x-milter"));

        Host freeBsd = new Tree(root.resolve("bsd"))
                .file("/etc/rc.subr", "")
                .file("/usr/local/etc/rc.d/x-milter", script)
                .host();
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> freeBsd.service("x-milter"));
    }
}
