package org.miltermanager.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.app.condition.Surroundings;
import org.miltermanager.app.daemon.Assembly;
import org.miltermanager.transport.Deadlines;

class ExplainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(directory.resolve("milter-manager.toml"), """
            detect.enabled = false
            [trust]
            domains = ["trusted.example"]
            [condition.far]
            expression = "remote and not authenticated"
            [[rule]]
            name = "home"
            when = "s25r and helo matches /localhost/"
            action = "reject"
            [[milter]]
            name = "grey"
            connect = "unix:/run/grey"
            when = ["Trust", "S25R", "far"]
            [[milter]]
            name = "lists"
            connect = "unix:/run/lists"
            when = "recipient matches /^list-/"
            [[milter]]
            name = "virus"
            connect = "unix:/run/virus"
            """);
    }

    private int run(String... arguments) {
        var explain = new Explain(settings -> {
            try (var deadlines = new Deadlines()) {
                return Assembly.of(settings, Surroundings.NONE, deadlines).milters();
            }
        });
        var all = new ArrayList<>(List.of("explain", "-c", directory.toString()));
        all.addAll(List.of(arguments));
        return new Program(
                        (files, configuration) -> ExitCode.FAILED,
                        () -> List.of(explain),
                        new PrintWriter(out),
                        new PrintWriter(err),
                        false)
                .run(all.toArray(String[]::new));
    }

    @Test
    void saysOfEachWhetherItIsAskedWhereAndWhy() {
        assertEquals(
                ExitCode.OK,
                run(
                        "--client=203.0.113.9",
                        "--name=dhcp-1-2-3-4.example.net",
                        "--helo=x",
                        "--from=a@trusted.example",
                        "--to=list-a@example.com",
                        "--to=b@example.com"));

        assertEquals("""
            rule home: not asked, decided at SMFIC_HELO
                s25r: yes
                helo matches /localhost/: no (x)
            grey: asked, decided at SMFIC_MAIL
                Trust: yes
                S25R: yes
                far: yes
                remote: yes
                authenticated: no
                told {trusted_domain} = yes
            lists: asked about <list-a@example.com>, decided at SMFIC_RCPT
                recipient matches /^list-/: yes (list-a@example.com)
            lists: not asked about <b@example.com>, decided at SMFIC_RCPT
                recipient matches /^list-/: no (b@example.com)
            virus: asked, it has no condition
            """, out.toString());
    }

    @Test
    void theRuleThatAcceptsForAllIsNamed() throws IOException {
        Files.writeString(directory.resolve("milter-manager.local.toml"), """
            [[rule]]
            name = "partner"
            when = 'client.address in "203.0.113.0/24"'
            action = "accept-all"
            [[milter]]
            name = "last"
            connect = "unix:/run/last"
            """);

        run("--client=203.0.113.9", "--name=mail.example.net");

        assertTrue(out.toString().endsWith("""
            virus: asked, it has no condition
            last: not asked, decided at SMFIC_CONNECT
                rule partner: yes
                client.address in "203.0.113.0/24": yes (203.0.113.9)
            """), () -> out.toString() + err);
    }

    @Test
    void aProperHostIsDecidedAtOnce() {
        run("--client=203.0.113.9", "--name=mail.example.net");

        assertTrue(out.toString().contains("grey: not asked, decided at SMFIC_CONNECT\n"), out::toString);
        assertTrue(out.toString().contains("lists: not decided before SMFIC_RCPT\n"), out::toString);
    }

    @Test
    void anAuthenticatedUserIsSeen() {
        run("--client=203.0.113.9", "--auth=alice", "--from=a@b.example", "--to=c@d.example");

        assertTrue(out.toString().contains("authenticated: yes\n"), out::toString);
    }

    @Test
    void theSameAsJson() {
        run("--client=203.0.113.9", "--name=mail.example.net", "--json");

        assertTrue(
                out.toString()
                        .contains("{\"name\":\"grey\",\"conditional\":true,\"decisions\":[{\"recipient\":\"\","
                                + "\"answer\":\"skip\",\"stage\":\"SMFIC_CONNECT\",\"truth\":\"false\",\"findings\":"
                                + "[{\"part\":\"Trust\",\"truth\":\"true\",\"value\":\"\"},"),
                out::toString);
    }

    @Test
    void aClientHasAnAddress() {
        assertEquals(ExitCode.USAGE, run("--client=localhost"));

        assertTrue(err.toString().contains("--client: got 'localhost', expected an IP address"), err::toString);
    }

    @Test
    void aClientIsRequired() {
        assertEquals(ExitCode.USAGE, run("--from=a@example.com"));

        assertTrue(err.toString().contains("missing required option: '--client=ADDRESS'"), err::toString);
    }

    @Test
    void aSizeIsNotNegative() {
        assertEquals(ExitCode.USAGE, run("--client=192.0.2.1", "--size=-5"));

        assertTrue(err.toString().contains("--size: got '-5', expected a number of octets"), err::toString);
    }

    @Test
    void theRuleOfS25rIsTold() {
        run("s25r", "dhcp-1-2-3-4.example.net");

        assertEquals(
                "dhcp-1-2-3-4.example.net: looks like a home connection, rule 1: its first label has two numbers with"
                        + " something between them\n",
                out.toString());
    }
}
