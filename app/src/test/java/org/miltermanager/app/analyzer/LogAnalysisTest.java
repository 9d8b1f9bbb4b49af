package org.miltermanager.app.analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.miltermanager.app.analyzer.Series.Graph;

class LogAnalysisTest extends AnalyzedLog {
    @Test
    void countsEachMessageByWhatEachMilterSaidAndBecameOfIt() throws IOException {
        append(
                message("a", "clamav=pass/3ms my own=reject@envelope-recipient/1ms", "reject"),
                message("a", "clamav=failed/3ms", "pass"),
                "[statistics] [milter][end][end-of-message][pass][0.1](a): clamav",
                "[statistics] [session][end][end-of-message][pass][0.1](a)",
                "[statistics] [session][disconnected][0.1](a)",
                "[statistics] [sessions][finished] 9(+1) 4",
                "[statistics] [sessions][finished] 10(+1) 3");

        run();

        assertEquals(
                Map.of(
                        "SESSIONS sessions", 1.0,
                        "SESSIONS disconnected", 1.0,
                        "SESSIONS concurrent", 4.0,
                        "VERDICTS pass", 1.0,
                        "VERDICTS reject", 1.0,
                        "VERDICTS clamav pass", 1.0,
                        "VERDICTS clamav error", 1.0,
                        "VERDICTS my own reject", 1.0),
                counted());
    }

    @Test
    void aLogOfMilterManagerHasOneMessageASession() throws IOException {
        append(
                "[statistics] [milter][end][data][temporary-failure][0.1](5): greylist",
                "[statistics] [session][end][data][temporary-failure][0.1](5)",
                "[statistics] [session][end][helo][pass][0.1](6)");

        run();

        assertEquals(
                Map.of(
                        "SESSIONS sessions", 2.0,
                        "VERDICTS temporary-failure", 1.0,
                        "VERDICTS greylist temporary-failure", 1.0),
                counted());
    }

    @Test
    void findsWhatTheHeadersSay() throws IOException {
        append(
                "[statistics] [session][header][add](a): <X-Spam-Flag>=<YES>",
                "[statistics] [milter][header][add](a): <X-Spam-Flag>=<YES>: spamass",
                "[statistics] [session][header][add](a): <X-Virus-Status>=<Infected (Eicar)>",
                "[statistics] [session][header][add](a): <Authentication-Results>=<mx; dkim=pass x; spf=fail y>",
                "[statistics] [session][header][add](a): <Subject>=<X-Spam-Flag: YES>");

        run();

        assertEquals(
                Map.of(
                        "FINDINGS spam", 1.0,
                        "FINDINGS spamass spam", 1.0,
                        "FINDINGS virus", 1.0,
                        "FINDINGS dkim-pass", 1.0,
                        "FINDINGS spf-fail", 1.0),
                counted());
    }

    @Test
    void whatAClientCallsItselfIsNotCounted() throws IOException {
        append(
                "session=a queue-id=- client=\"x verdict=pass milters=\\\"y=pass/1ms\\\"\" from=<verdict=pass> milters=\"\" verdict=reject",
                "session=b HELO verdict=pass");
        Files.writeString(
                log(),
                "2026-11-21T11:59:00+00:00 mx postfix/smtpd[1]: milter-manager[1]: session=c verdict=pass\n",
                StandardOpenOption.APPEND);

        run();

        assertEquals(Map.of("VERDICTS reject", 1.0), counted());
    }

    @Test
    void theClassicStampHasTheYearInWhichTheFileWasWritten() {
        var written = Instant.parse("2026-01-02T00:00:00Z");

        assertEquals(
                List.of(Instant.parse("2025-12-31T23:59:59Z"), Instant.parse("2026-01-01T00:00:00Z")),
                List.of("Dec 31 23:59:59 mx milter-manager[1]: x", "Jan  1 00:00:00 mx milter-manager: x").stream()
                        .map(line -> Stamped.of(line, written, ZoneOffset.UTC).orElseThrow())
                        .map(line -> Instant.ofEpochSecond(line.second()))
                        .toList());
    }

    @Test
    void aDamagedHistoryIsPutAsideAndCountingBeginsAnew() throws IOException {
        append(message("a", "", "pass"));
        run();
        var history = directory.resolve("pages/milter-manager.history");
        byte[] octets = Files.readAllBytes(history);
        octets[octets.length / 2] ^= 1;
        Files.write(history, octets);

        run();

        assertEquals(Map.of("VERDICTS pass", 1.0), counted());
        assertTrue(warnings.getFirst().contains("is damaged"), warnings::toString);
        assertTrue(Files.exists(directory.resolve("pages/milter-manager.history.damaged")));
    }

    @Test
    void theHistoryDoesNotGrow() throws IOException {
        append(message("a", "m=pass/1ms", "pass"));
        run();
        long before = Files.size(directory.resolve("pages/milter-manager.history"));
        for (int i = 0; i < 1_000; i++) {
            append(message("a" + i, "m=pass/1ms", "pass"));
        }
        run();

        assertEquals(before, Files.size(directory.resolve("pages/milter-manager.history")));
    }

    @Test
    void thePagesHaveAGraphOfEachKindForEachPeriodAndMilter() throws IOException {
        append(message("a", "<script>=reject/1ms", "reject"));

        run();

        for (String page : List.of("index.html", "week.html", "month.html", "year.html")) {
            String html = Files.readString(directory.resolve("pages").resolve(page));
            assertTrue(html.contains("<h2>&lt;script&gt;</h2>"), html);
            assertFalse(html.contains("<script"), html);
            html.lines()
                    .filter(line -> line.startsWith("<img"))
                    .forEach(line ->
                            assertTrue(Files.exists(directory.resolve("pages").resolve(line.split("\"")[1])), line));
        }
        String graph = Files.readString(directory.resolve("pages/all-verdicts-day.svg"));
        assertTrue(graph.contains(">reject</text>"), graph);
    }

    @Test
    void aLogThatIsNotThereIsRefused() {
        assertThrows(IOException.class, this::run);
    }

    @Test
    void aRingForgetsWhatIsOlderThanItsSlots() {
        var history = new History();
        var series = Series.of(Graph.VERDICTS, "pass");
        history.count(series, NOW.getEpochSecond());
        history.count(series, NOW.plus(Duration.ofDays(1)).getEpochSecond());
        history.count(series, NOW.minus(Duration.ofDays(400)).getEpochSecond());

        var day = history.ring(series, Period.DAY).orElseThrow();
        var year = history.ring(series, Period.YEAR).orElseThrow();

        assertEquals(0, day.at(NOW.getEpochSecond()));
        assertEquals(1, day.at(NOW.plus(Duration.ofDays(1)).getEpochSecond()));
        assertEquals(1, year.at(NOW.getEpochSecond()));
        assertEquals(0, year.at(NOW.minus(Duration.ofDays(400)).getEpochSecond()));
    }
}
