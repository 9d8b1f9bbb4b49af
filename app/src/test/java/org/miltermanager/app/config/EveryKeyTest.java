package org.miltermanager.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.app.condition.ConditionSettings;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.chain.MailServer;
import org.miltermanager.condition.Answer;
import org.miltermanager.condition.Network;
import org.miltermanager.conditions.dnslist.DnsList;
import org.miltermanager.conditions.table.TableSettings;
import org.miltermanager.dns.ResolverSettings;
import org.miltermanager.transport.Endpoint;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.SmtpReply;

class EveryKeyTest {
    /** Every key, none with its default. */
    static final String EVERYTHING = """
        listen = "inet:10025@127.0.0.1"
        mta = "sendmail"
        user = "filter"
        group = "mail"
        pid-file = "/run/milter-manager.pid"
        control = "/run/control"
        socket = { mode = "0600", group = "postfix" }
        log = { level = "debug", to = "/var/log/milter-manager.log", facility = "local3" }
        [limits]
        frame = "2MiB"
        sessions = 100
        session-threads = "virtual"
        headers = 500
        header-size = "1MiB"
        edits = 50
        memory = "64MiB"
        body-memory = "64KiB"
        spool-size = "3GiB"
        spool-directory = "/var/tmp"
        stage-deadline = "20s"
        message-deadline = "290s"
        shutdown-grace = "0s"
        [non-smtp]
        guard = false
        [s25r]
        ipv4-only = false
        mail-services = false
        white-list = [".example.com"]
        black-list = ["/^home/"]
        [networks]
        own = ["192.0.2.0/24"]
        remote = ["192.0.2.9"]
        postfix = true
        [trust]
        mail-services = false
        proof = ["spf", "dkim"]
        domains = ["example.org"]
        [stress]
        sessions = 50
        [dns]
        servers = ["192.0.2.53", "[2001:db8::53]:5353"]
        attempt = "500ms"
        attempts = 7
        deadline = "4s"
        cache = 99
        [dnsbl]
        lists = ["bl.example", "wl.example=127.0.0.2/31,127.0.0.9*-3"]
        threshold = 2
        deadline = "3s"
        [spf]
        deadline = "30s"
        [table.accounts]
        url = "ldaps://ldap.example:1636"
        query = "(mail={key})"
        base = "dc=example"
        user = "cn=reader"
        password-file = "/etc/secret"
        deadline = "1s"
        connections = 7
        [condition.own]
        expression = "remote and not tls"
        description = "for people"
        [[milter]]
        name = "an \\"odd\\" näme"
        connect = "inet6:20025@[::1]"
        enabled = false
        description = "back\\\\slash"
        on-failure = "quarantine"
        failure-lasts = "message"
        evaluation = true
        concurrent = true
        when = ["S25R", "not authenticated"]
        unknown = "tempfail"
        deadlines = { connect = "1500ms", command = "90s", message = "2h" }
        [[rule]]
        name = "no"
        when = "own"
        action = "reject"
        unknown = "ask"
        reply = "554 5.7.1 No"
        header = "X-A: b"
        macro = "{a_b}=c"
        reason = "odd"
        enabled = false
        evaluation = true
        [[milter]]
        name = "clamav-milter"
        connect = "unix:/run/clamav/clamav-milter.ctl"
        """;

    private static final LogTarget LOG_FILE = new LogTarget.File(Path.of("/var/log/milter-manager.log"));

    @TempDir
    private Path temporary;

    private ConfigurationDirectoryFixture directory;

    @BeforeEach
    void emptyDirectory() {
        directory = new ConfigurationDirectoryFixture(temporary);
    }

    @Test
    void readsEveryKeyOfTheProgram() {
        var settings = directory.with("milter-manager.toml", EVERYTHING).settings();

        assertEquals(
                new Settings(
                        Endpoint.parse("inet:10025@127.0.0.1"),
                        Optional.of(MailServer.SENDMAIL),
                        Optional.of("filter"),
                        Optional.of("mail"),
                        Optional.of(Path.of("/run/milter-manager.pid")),
                        Optional.of(Path.of("/run/control")),
                        new Settings.Socket(PosixFilePermissions.fromString("rw-------"), Optional.of("postfix")),
                        new Settings.Log(LogLevel.DEBUG, LOG_FILE, SyslogFacility.LOCAL3),
                        new Settings.Limits(
                                2 << 20,
                                100,
                                SessionThreads.VIRTUAL,
                                500,
                                1 << 20,
                                50,
                                64 << 20,
                                64 << 10,
                                3L << 30,
                                Path.of("/var/tmp"),
                                Optional.of(Duration.ofSeconds(20)),
                                Optional.of(Duration.ofSeconds(290)),
                                Duration.ZERO),
                        new Settings.NonSmtp(false),
                        settings.milters(),
                        conditions(),
                        settings.rules()),
                settings);
    }

    private static ConditionSettings conditions() {
        return new ConditionSettings(
                new ConditionSettings.S25r(
                        false, false, List.of(".example.com"), Optional.empty(), List.of("/^home/"), Optional.empty()),
                new ConditionSettings.Networks(List.of(network("192.0.2.0/24")), List.of(network("192.0.2.9")), true),
                new ConditionSettings.Trust(
                        false,
                        List.of("example.org"),
                        Optional.empty(),
                        List.of(ConditionSettings.Trust.Proof.SPF, ConditionSettings.Trust.Proof.DKIM)),
                new ConditionSettings.Stress(50, 100),
                new ResolverSettings(
                        List.of(new InetSocketAddress("192.0.2.53", 53), new InetSocketAddress("2001:db8::53", 5353)),
                        Duration.ofMillis(500),
                        7,
                        Duration.ofSeconds(4),
                        99),
                new ConditionSettings.BlockLists(
                        List.of(DnsList.parse("bl.example"), DnsList.parse("wl.example=127.0.0.2/31,127.0.0.9*-3")),
                        2,
                        Duration.ofSeconds(3)),
                Duration.ofSeconds(30),
                Map.of(
                        "accounts",
                        new TableSettings(
                                "accounts",
                                "ldaps://ldap.example:1636",
                                "(mail={key})",
                                "dc=example",
                                "cn=reader",
                                Optional.of(Path.of("/etc/secret")),
                                Duration.ofSeconds(1),
                                7)),
                Map.of("own", "remote and not tls"));
    }

    @Test
    void readsEveryKeyOfAMilter() {
        var odd = new MilterSettings(
                "an \"odd\" näme",
                outside("inet6:20025@::1", 1_500, 90_000, 7_200_000),
                false,
                "back\\slash",
                FailurePolicy.QUARANTINE,
                MilterSettings.FailureLasts.MESSAGE,
                true,
                true,
                List.of("S25R", "not authenticated"),
                Answer.TEMPFAIL);
        var usual = new MilterSettings(
                "clamav-milter",
                outside("unix:/run/clamav/clamav-milter.ctl", 30_000, 30_000, 300_000),
                true,
                "",
                FailurePolicy.TEMPFAIL,
                MilterSettings.FailureLasts.SESSION,
                false,
                false,
                List.of(),
                Answer.ASK);

        assertEquals(
                List.of(odd, usual),
                directory.with("milter-manager.toml", EVERYTHING).settings().milters());
    }

    @Test
    void readsEveryKeyOfARule() {
        var rule = new RuleSettings(
                "no",
                List.of("own"),
                Answer.ASK,
                RuleSettings.Action.REJECT,
                Optional.of(new SmtpReply(554, "5.7.1", "No")),
                Optional.of(new AddHeader("X-A", " b")),
                Optional.of(new Macro("{a_b}", "c")),
                "odd",
                false,
                true,
                1);

        assertEquals(
                List.of(rule),
                directory.with("milter-manager.toml", EVERYTHING).settings().rules());
    }

    private static Network network(String text) {
        return Network.parse(text).orElseThrow();
    }

    static MilterSettings.Source outside(String connect, long toConnect, long command, long message) {
        return new MilterSettings.Source.Outside(
                Endpoint.parse(connect),
                new MilterSettings.Deadlines(
                        Duration.ofMillis(toConnect), Duration.ofMillis(command), Duration.ofMillis(message)));
    }
}
