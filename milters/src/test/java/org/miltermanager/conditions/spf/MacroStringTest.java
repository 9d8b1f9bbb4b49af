package org.miltermanager.conditions.spf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a domain may make of a policy that is as long as the DNS lets it be. */
class MacroStringTest {
    private static final Duration QUICKLY = Duration.ofSeconds(2);

    /** As many as fit into a TXT record. */
    private static final int MOST = 65_000;

    @Test
    void aNameIsCutFromTheLeftAtALabel() {
        var text = MacroReader.read("%{d}.%{d}.example.com.");
        String label = "x".repeat(60);

        String name = text.expandToName(letter -> String.join(".", "first", label, label));

        assertEquals(label + ".first." + label + "." + label + ".example.com", name);
    }

    @Test
    void aNameIsWhatIsLeftWhenLabelsAreTakenOffOneByOne() {
        var random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(random.nextInt(4) == 0 ? "%{d}" : "y".repeat(random.nextInt(64)))
                        .append(random.nextInt(8) == 0 ? "" : ".");
            }
            String domain = "d".repeat(random.nextInt(60)) + ".e";

            String name = MacroReader.read(text.toString()).expandToName(letter -> domain);

            assertEquals(cut(text.toString().replace("%{d}", domain)), name);
        }
    }

    private static String cut(String name) {
        String left = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        while (left.length() > 253 && left.indexOf('.') >= 0) {
            left = left.substring(left.indexOf('.') + 1);
        }
        return left;
    }

    @ParameterizedTest
    @CsvSource({"a, a", "a.b., a.b", ".a, .a", "%{d}.x, d.e.x", "%{d}, d.e"})
    void aShortNameStaysAsItIs(String text, String name) {
        assertEquals(name, MacroReader.read(text).expandToName(letter -> "d.e"));
    }

    @Test
    void aNameOfMillionsOfLabelsIsCutInNoTime() {
        var text = MacroReader.read("%{d}".repeat(MOST / 4));
        String sender = "a.".repeat(1_000) + "example.com";

        String name = assertTimeoutPreemptively(QUICKLY, () -> text.expandToName(letter -> sender));

        assertTrue(name.endsWith(".a.example.com") && name.length() <= 253, name);
    }

    @Test
    void anExplanationIsNoLongerThanAnybodyReads() {
        var text = MacroReader.readExplanation("%{s}".repeat(MOST / 4));

        assertTrue(text.expand(letter -> "s".repeat(2_000)).length() < 10_000);
    }

    @Test
    void whatIsNoNameIsSeenToBeNoneInNoTime() {
        var text = MacroReader.read("." + "a".repeat(MOST) + "!");

        assertFalse(assertTimeoutPreemptively(QUICKLY, text::endsAsName));
    }
}
