package org.miltermanager.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OctetsTest {
    @Test
    void keepEveryOctet() {
        var all = new StringBuilder();
        for (char octet = 0; octet < 256; octet++) {
            all.append(octet);
        }

        var octets = Octets.of(all.toString());

        assertEquals(256, octets.length());
        assertEquals(all.toString(), octets.text());
    }

    @Test
    void areEqualByContent() {
        assertEquals(Octets.of("ab"), Octets.of("ab"));
        assertEquals(Octets.of("ab").hashCode(), Octets.of("ab").hashCode());
        assertNotEquals(Octets.of("ab"), Octets.of("ac"));
    }

    @Test
    void areTheSameWhereThereAreNone() {
        assertSame(Octets.NONE, Octets.of(""));
        assertTrue(Octets.NONE.isEmpty());
        assertFalse(Octets.of("a").isEmpty());
    }

    @Test
    void cannotBeChangedByTheirView() {
        assertTrue(Octets.of("ab").buffer().isReadOnly());
    }

    @Test
    void areCopiedInPart() {
        var target = new byte[5];

        Octets.of("abcd").copyTo(1, target, 2, 2);

        assertArrayEquals(new byte[] {0, 0, 'b', 'c', 0}, target);
    }

    @Test
    void keepMessageContentOutOfLogs() {
        assertEquals("BodyChunk[content=6 octets]", new BodyChunk(Octets.of("secret")).toString());
    }
}
