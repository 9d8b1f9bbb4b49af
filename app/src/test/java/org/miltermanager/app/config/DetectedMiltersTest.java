package org.miltermanager.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.detect.Evidence;
import org.miltermanager.detect.Evidence.Topic;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Place;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.Remark;
import org.miltermanager.detect.State;
import org.miltermanager.detect.Trouble;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.product.Products;
import org.miltermanager.transport.Endpoint;

/** What is found on the host, and the files over it. */
class DetectedMiltersTest {
    @TempDir
    private Path directory;

    private final List<Finding> found = new ArrayList<>();

    private static Finding finding(String name, State state, Rank rank, String connect) {
        return new Finding(
                name,
                name.toUpperCase(java.util.Locale.ROOT),
                connect.isEmpty() ? Optional.empty() : Optional.of(Endpoint.parse(connect)),
                state,
                rank,
                rank == Rank.GREYLISTING ? List.of("Remote Network", "S25R") : List.of(),
                List.of(
                        new Evidence(Topic.SERVICE, "unit file", new Place("/lib/" + name + ".service", 0)),
                        new Evidence(Topic.STATE, "started with another unit", new Place("/etc/wants/" + name, 0)),
                        new Evidence(Topic.SOCKET, "Socket " + connect, new Place("/etc/" + name + ".conf", 3))),
                state == State.NOT_CONFIGURED ? List.of(new Trouble("it says Example", "edit it")) : List.of(),
                List.of());
    }

    private void threeAreFound() {
        found.add(finding("opendkim", State.ENABLED, Rank.SIGNER, "unix:/run/opendkim/opendkim.sock"));
        found.add(finding("greylist", State.ENABLED, Rank.GREYLISTING, "unix:/run/greylist.sock"));
        found.add(finding("clamav", State.DISABLED, Rank.VIRUS, "unix:/run/clamav.ctl"));
    }

    private ConfigurationFiles files(String toml) {
        new ConfigurationDirectoryFixture(directory).with("milter-manager.toml", toml);
        return new ConfigurationFiles(directory, true, List.of(), () -> found);
    }

    private List<String> chain(String toml) {
        return files(toml).read().settings().milters().stream()
                .map(milter -> milter.name() + (milter.enabled() ? "" : " off"))
                .toList();
    }

    @Test
    void areChainedByWhatTheyDoWithoutConfiguration() {
        threeAreFound();

        assertEquals(List.of("greylist", "clamav off", "opendkim"), chain(""));
    }

    @Test
    void areMeantByANameThatIsNearlyTheirs() {
        threeAreFound();

        var error = assertThrows(ConfigurationError.class, () -> chain("[[milter]]\nname = \"opendkmi\"\n"));

        assertTrue(
                String.valueOf(error.getMessage()).endsWith("; did you mean to override \"opendkim\"?"),
                error::getMessage);
    }

    @Test
    void areLeftOutWhereTheFileSaysSo() {
        threeAreFound();

        assertEquals(List.of(), chain("detect.enabled = false"));
    }

    @Test
    void giveWayToSingleKeysOfAFile() {
        threeAreFound();

        var milters = files("""
            [[milter]]
            name = "clamav"
            enabled = true
            on-failure = "accept"
            """).read().settings().milters();

        assertTrue(milters.get(1).enabled());
        assertEquals(
                Optional.of(Endpoint.parse("unix:/run/clamav.ctl")),
                milters.get(1).connect());
        assertEquals("CLAMAV", milters.get(1).description());
    }

    @Test
    void areAskedAsMilterManagerAsksThem() {
        threeAreFound();

        assertEquals(List.of("Remote Network", "S25R"), greylistWhen(""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        when = "authenticated" | authenticated
        when = []              |
        """)
    void areAskedAsTheFileSaysWhereItSaysSo(String line, @Nullable String when) {
        threeAreFound();

        assertEquals(when == null ? List.of() : List.of(when), greylistWhen("[[milter]]\nname = 'greylist'\n" + line));
    }

    private List<String> greylistWhen(String toml) {
        return files(toml).read().settings().milters().getFirst().when();
    }

    /** Each condition of a product is one that there is: otherwise a host that has it would have a mistake in its configuration. */
    @ParameterizedTest
    @ValueSource(strings = {"milter-greylist", "spamass-milter", "milter-regex"})
    void haveConditionsThatThereAre(String service) throws IOException {
        var units = Files.createDirectories(directory.resolve("root/lib/systemd/system"));
        Files.writeString(
                units.resolve(service + ".service"),
                "[Service]\nExecStart=/usr/sbin/" + service + " -p inet:1234 -s inet:1234\n");
        found.addAll(Products.find(Host.at(directory.resolve("root"))));

        var milters = files("").read().settings().milters();

        assertTrue(milters.getFirst().when().contains("Unauthenticated"), found::toString);
    }

    @Test
    void standInTheOrderOfTheFileAndTheirOwnBehindIt() {
        threeAreFound();

        assertEquals(
                List.of("opendkim", "clamav off", "greylist", "own"),
                chain("order = ['opendkim', 'clamav', 'gone']\n[[milter]]\nname = 'own'\nconnect = 'inet:1234'\n"));
    }

    @Test
    void haveThoseOfTheFilesBeforeTheOneThatSigns() {
        threeAreFound();

        assertEquals(
                List.of("greylist", "clamav off", "own", "opendkim"),
                chain("[[milter]]\nname = 'own'\nconnect = 'inet:1234'\n"));
    }

    @Test
    void areNotAskedTwiceWhereTheFileNamesOneDifferently() {
        threeAreFound();

        assertEquals(
                List.of("grey", "clamav off", "opendkim"),
                chain("[[milter]]\nname = 'grey'\nconnect = 'unix:/run/greylist.sock'\n"));
    }

    @Test
    void areNeverOurselves() {
        found.add(finding("milter-manager", State.ENABLED, Rank.OTHER, "unix:/run/milter-manager/milter-manager.sock"));

        assertEquals(List.of(), chain(""));
    }

    @Test
    void mayBeGoneWhereAFileSwitchesThemOff() {
        assertEquals(List.of(), chain("[[milter]]\nname = 'clamav'\nenabled = false\n"));
    }

    @Test
    void areAMistakeWhereAFileReliesOnOneWithoutAddress() {
        found.add(finding("clamav", State.NOT_CONFIGURED, Rank.VIRUS, ""));
        var fixture = files("[[milter]]\nname = 'clamav'\non-failure = 'accept'\n");

        String mistakes = "";
        try {
            fixture.read();
        } catch (ConfigurationError error) {
            mistakes = String.valueOf(error.getMessage());
        }

        assertTrue(
                mistakes.endsWith("milter \"clamav\": the key 'connect' is missing, where it listens; "
                        + "it was found on this host: started, but not configured; it says Example"),
                mistakes);
    }

    @Test
    void areShownWithWhereEachValueComesFrom() {
        threeAreFound();
        found.add(finding("spam", State.NOT_CONFIGURED, Rank.SPAM, ""));

        String shown = files("[[milter]]\nname = 'greylist'\nevaluation = true\n")
                .read()
                .show()
                .replace(directory.toString(), "");

        String milters = shown.substring(shown.indexOf("[[milter]]"));
        assertTrue(milters.startsWith("""
            [[milter]]
            # /milter-manager.toml:2
            name = "greylist"

            # detected: /etc/greylist.conf:3: Socket unix:/run/greylist.sock
            connect = "unix:/run/greylist.sock"

            # detected: the host starts it; /etc/wants/greylist: started with another unit
            enabled = true

            # detected: /lib/greylist.service: unit file
            description = "GREYLIST"
            """), milters);
        assertTrue(milters.contains("""

            # detected: GREYLIST is asked as milter manager asks it; when = [] asks it always
            when = ["Remote Network", "S25R"]
            """), milters);
        assertTrue(milters.endsWith("\n# spam: started, but not configured; it says Example; what helps: edit it\n"));
    }

    @Test
    void areTheSameWhenWhatIsShownIsReadAgain() {
        threeAreFound();
        Configuration first = files("order = ['clamav']\n[[milter]]\nname = 'own'\nconnect = 'inet:1'\n")
                .read();

        assertEquals(first.settings(), files(first.show()).read().settings());
    }

    @Test
    void cannotBreakOutOfTheirComments() {
        found.add(new Finding(
                "evil",
                "evil",
                Optional.of(Endpoint.parse("inet:1234")),
                State.ENABLED,
                Rank.OTHER,
                List.of(),
                List.of(new Evidence(Topic.SOCKET, "x\nlisten = 'inet:1'", new Place("/etc/e\nuser = 'root'", 1))),
                List.of(new Trouble("a\nb = 1", "c\rd = 1")),
                List.of(new Remark("a\nb = 1", "c\rd = 1", List.of("e\nf = 1")))));
        Configuration first = files("").read();

        assertEquals(first.settings(), files(first.show()).read().settings());
    }

    private static final String OFFER = """
        # clamd was found, and no milter that asks it: /etc/clamd.conf:3: Socket unix:/run/clamav/clamd.ctl
        # To ask it: these lines without their first # in milter-manager.local.toml, then milter-manager reload
        #[[milter]]
        #name = "clamd"
        #use = "clamd"
        #server = "unix:/run/clamav/clamd.ctl"
        """;

    @Test
    void aServerThatNoMilterAsksIsOffered() {
        threeAreFound();
        found.add(finding("clamd", State.OFFERED, Rank.VIRUS, "unix:/run/clamav/clamd.ctl"));

        assertEquals(List.of("greylist", "clamav off", "opendkim"), chain(""));
        assertTrue(files("").read().show().endsWith("\n" + OFFER));
    }

    @Test
    void whatIsOfferedEnablesIt() {
        threeAreFound();
        found.add(finding("clamd", State.OFFERED, Rank.VIRUS, "unix:/run/clamav/clamd.ctl"));
        String enabled = OFFER.replaceAll("(?m)^# .*\n", "").replaceAll("(?m)^#", "");

        assertEquals(List.of("greylist", "clamav off", "clamd", "opendkim"), chain(enabled));
        assertTrue(!files(enabled).read().show().contains("clamd was found"));
    }
}
