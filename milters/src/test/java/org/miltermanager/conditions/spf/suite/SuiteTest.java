package org.miltermanager.conditions.spf.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.miltermanager.conditions.spf.Spf;
import org.miltermanager.conditions.spf.SpfFinding;
import org.miltermanager.dns.Resolver;
import org.miltermanager.dns.ResolverSettings;
import org.miltermanager.fixtures.dns.DnsServer;

/** Cases of our own, and those of openspf where {@code -Dspf.suite=FILE} names their file, against a DNS server on loopback. */
class SuiteTest {
    private static final Duration ATTEMPT = Duration.ofMillis(300);
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private static DnsServer server;

    @BeforeAll
    static void start() throws IOException {
        server = DnsServer.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @TestFactory
    Stream<DynamicNode> ownCases() throws IOException {
        try (InputStream cases = SuiteTest.class.getResourceAsStream("own-cases.yml")) {
            return nodes(new String(cases.readAllBytes(), ISO_8859_1).lines().toList());
        }
    }

    @TestFactory
    Stream<DynamicNode> publishedCases() throws IOException {
        String file = System.getProperty("spf.suite", "");
        return file.isEmpty() ? Stream.of() : nodes(Files.readAllLines(Path.of(file), ISO_8859_1));
    }

    private static Stream<DynamicNode> nodes(List<String> lines) {
        return YamlReader.read(lines).stream().map(SuiteTest::node);
    }

    private static DynamicNode node(Map<String, Object> document) {
        Scenario scenario = Scenario.of(document);
        return dynamicContainer(
                scenario.description(),
                scenario.cases().stream().map(one -> dynamicTest(one.name(), () -> check(scenario, one))));
    }

    private static void check(Scenario scenario, SuiteCase one) {
        scenario.teach(server);
        var resolver = new Resolver(new ResolverSettings(List.of(server.address()), ATTEMPT, 1, DEADLINE, 100));

        SpfFinding finding = new Spf(resolver, DEADLINE, "mx.receiver.example")
                .check(one.question())
                .join();

        assertAll(
                finding.toString(),
                () -> assertTrue(one.results().contains(finding.result().word()), () -> "expected " + one.results()),
                () -> one.explanation()
                        .ifPresent(text -> assertEquals(text.equals("DEFAULT") ? "" : text, finding.explanation())),
                () -> one.mechanism().ifPresent(text -> assertEquals(text, finding.mechanism())));
    }
}
