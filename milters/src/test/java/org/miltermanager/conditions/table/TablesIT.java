package org.miltermanager.conditions.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.miltermanager.condition.Lookup;
import org.miltermanager.fixtures.table.DatabaseInstance;
import org.miltermanager.fixtures.table.DirectoryInstance;
import org.miltermanager.fixtures.table.NeedsTables;

/** Keys in a real OpenLDAP and a real PostgreSQL. */
@NeedsTables
class TablesIT {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    @TempDir
    private static Path secrets = Path.of("");

    @AutoClose
    private static DirectoryInstance directory;

    @AutoClose
    private static DatabaseInstance database;

    private final List<String> remarks = new ArrayList<>();

    enum Kind {
        DIRECTORY,
        DATABASE
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        directory =
                DirectoryInstance.start(List.of("alice@example.org", "o'neill@example.org", "j\u00f6rg@example.org"));
        database = DatabaseInstance.start("create table accounts (address text primary key);insert into accounts"
                + " values ('alice@example.org'), ('o''neill@example.org'), ('j\u00f6rg@example.org');grant select on"
                + " accounts to reader");
        Files.writeString(secrets.resolve("right"), "read-me\nwhat stands below is not part of it\n");
        Files.writeString(secrets.resolve("wrong"), "wrong\n");
    }

    private Lookup.Remote table(Kind kind, String secret, Duration deadline) {
        var settings = switch (kind) {
            case DIRECTORY ->
                settings(
                        directory.url(),
                        "(description={key})",
                        "dc=example",
                        DirectoryInstance.READER,
                        secret,
                        deadline);
            case DATABASE ->
                settings(
                        database.url(),
                        "select 1 from accounts where lower(address) = lower({key}) or {key} = 'everybody'",
                        "",
                        "reader",
                        secret,
                        deadline);
        };
        return (Lookup.Remote) settings.lookup(remarks::add);
    }

    private static TableSettings settings(
            String url, String query, String base, String user, String secret, Duration deadline) {
        return new TableSettings("t", url, query, base, user, Optional.of(secrets.resolve(secret)), deadline, 4);
    }

    private static boolean has(Lookup.Remote table, String key) throws Exception {
        return table.contains().apply(key).get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "alice@example.org, true",
                "ALICE@Example.org, true",
                "bob@example.org, false",
                "o'neill@example.org, true",
                "*, false",
                "alice@*, false",
                "x)(mail=*, false",
                "x\\2a, false",
                "' or '1'='1, false",
                "x'; drop table accounts; --, false",
                "``, false"
            })
    void aKeyIsThereWhereAnEntryOrARowIs(String key, boolean there) throws Exception {
        for (Kind kind : Kind.values()) {
            assertEquals(there, has(table(kind, "right", DEADLINE), key), kind + " " + remarks);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKeyBeyondAsciiIsItsOctets(Kind kind) throws Exception {
        String octets =
                new String("j\u00f6rg@example.org".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertTrue(has(table(kind, "right", DEADLINE), octets), remarks::toString);
    }

    @ParameterizedTest
    @EnumSource
    void manyAskAtTheSameTime(Kind kind) throws Exception {
        Lookup.Remote table = table(kind, "right", DEADLINE);

        List<CompletableFuture<Boolean>> answers = IntStream.range(0, 200)
                .mapToObj(i -> table.contains().apply(i % 2 == 0 ? "alice@example.org" : "nobody" + i))
                .toList();

        for (int i = 0; i < answers.size(); i++) {
            assertEquals(i % 2 == 0, answers.get(i).get(30, TimeUnit.SECONDS), remarks::toString);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongPasswordIsNoAnswerAndToldOnce(Kind kind) {
        Lookup.Remote table = table(kind, "wrong", Duration.ofSeconds(2));

        assertThrows(ExecutionException.class, () -> has(table, "alice@example.org"));
        assertThrows(ExecutionException.class, () -> has(table, "alice@example.org"));

        assertEquals(1, remarks.size(), remarks::toString);
        assertTrue(remarks.getFirst().startsWith("table t at "), remarks::toString);
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatIsRestartedIsAskedAgain(Kind kind) throws Exception {
        Lookup.Remote table = table(kind, "right", DEADLINE);
        assertTrue(has(table, "alice@example.org"), remarks::toString);
        switch (kind) {
            case DIRECTORY -> directory.restart();
            case DATABASE -> database.restart();
        }

        assertTrue(has(table, "alice@example.org"), remarks::toString);
    }

    @Test
    void aStatementThatTakesTooLongIsNoAnswer() {
        var settings = settings(
                database.url(), "select pg_sleep(60) where {key} > ''", "", "reader", "right", Duration.ofSeconds(1));
        var table = (Lookup.Remote) settings.lookup(remarks::add);
        long begin = System.nanoTime();

        assertThrows(ExecutionException.class, () -> has(table, "x"));

        assertTrue(Duration.ofNanos(System.nanoTime() - begin).toSeconds() < 10, remarks::toString);
    }
}
