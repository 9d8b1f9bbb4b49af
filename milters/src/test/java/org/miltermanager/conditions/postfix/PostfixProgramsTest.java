package org.miltermanager.conditions.postfix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.condition.Lookup;
import org.miltermanager.condition.Network;

class PostfixProgramsTest {
    private final List<String> remarks = new ArrayList<>();

    @TempDir
    private Path directory;

    private String program(String script) throws IOException {
        Path program = directory.resolve("program");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program.toString();
    }

    @Test
    void mynetworksAreOwnAndWhatIsExcludedIsNot() throws IOException {
        var postconf = new Postconf(
                program("echo '127.0.0.0/8, [::1]/128 !192.0.2.9 192.0.2.0/24 hash:/etc/x'"), remarks::add);

        var networks = postconf.myNetworks();

        assertEquals("[127.0.0.0/8, ::1, 192.0.2.0/24]", networks.own().toString());
        assertEquals(List.of(Network.parse("192.0.2.9").orElseThrow()), networks.remote());
        assertEquals(List.of("mynetworks: 'hash:/etc/x' is no network, and left out"), remarks);
    }

    @ParameterizedTest
    @CsvSource({
        "smtp inet n - y - - smtpd, 100",
        "smtp inet n - y - 20 smtpd, 20",
        "smtp inet n - y - 0 smtpd,",
        "smtp inet,"
    })
    void theProcessLimitIsThatOfTheServiceOrTheDefault(String service, Integer limit) throws IOException {
        var postconf =
                new Postconf(program("case $1 in -M) echo '" + service + "';; *) echo 100;; esac"), remarks::add);

        assertEquals(Optional.ofNullable(limit), postconf.processLimit());
    }

    @Test
    void nothingIsKnownWithoutPostfix() {
        var postconf = new Postconf("/nowhere/postconf", remarks::add);

        assertEquals(List.of(), postconf.myNetworks().own());
        assertTrue(remarks.getFirst().startsWith("/nowhere/postconf -h mynetworks: "), remarks::toString);
    }

    @ParameterizedTest
    @CsvSource({"alice, true", "bob, false", "'', false", "-, false", "-x, true", "'a\nb', false"})
    void aKeyIsInATableWherePostmapFindsIt(String key, boolean found) throws Exception {
        var table = table(
                "case \"$2\" in alice | -x | -) test \"$3\" = hash:/etc/accounts && echo OK ;; *) exit 1 ;; esac");

        assertEquals(found, table.contains().apply(key).get());
    }

    @Test
    void aTableThatCannotBeAskedIsNoAnswer() throws IOException {
        var table = table("echo 'postmap: fatal: open /etc/accounts: no such file'; exit 1");

        var failure = assertThrows(
                ExecutionException.class, () -> table.contains().apply("alice").get());

        assertTrue(String.valueOf(failure.getMessage()).contains("no such file"), failure::toString);
    }

    /** The first eight take their turn until the deadline, the others would have theirs one after the other. */
    @Test
    void aTableThatHangsCostsEachKeyTheDeadlineAndItsTurn() throws IOException {
        var table = (Lookup.Remote)
                new Postmap(program("exec sleep 100"), Duration.ofSeconds(1)).table("hash:/etc/accounts");
        long begin = System.nanoTime();
        var answers = IntStream.range(0, 100)
                .mapToObj(i -> table.contains().apply("key" + i))
                .toList();

        answers.forEach(answer -> assertThrows(ExecutionException.class, () -> answer.get(60, TimeUnit.SECONDS)));

        var took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.toSeconds() < 8, took::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/accounts", "hash:", "hash:/etc/a b", "-q:x"})
    void aTableHasAType(String table) {
        var postmap = new Postmap("postmap");

        assertThrows(IllegalArgumentException.class, () -> postmap.table(table));
    }

    private Lookup.Remote table(String script) throws IOException {
        return (Lookup.Remote) new Postmap(program(script)).table("hash:/etc/accounts");
    }
}
