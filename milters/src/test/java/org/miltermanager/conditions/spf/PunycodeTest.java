package org.miltermanager.conditions.spf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PunycodeTest {
    /** The first ones are those of RFC 3492 7.1: A, B, C, L, P and R. */
    @ParameterizedTest
    @CsvSource({
        "\u0644\u064A\u0647\u0645\u0627\u0628\u062A\u0643\u0644\u0645\u0648\u0634\u0639\u0631\u0628\u064A\u061F, "
                + "egbpdaj6bu4bxfgehfvwxn",
        "\u4ED6\u4EEC\u4E3A\u4EC0\u4E48\u4E0D\u8BF4\u4E2D\u6587, ihqwcrb4cv8a8dqg056pqjye",
        "\u4ED6\u5011\u7232\u4EC0\u9EBD\u4E0D\u8AAA\u4E2D\u6587, ihqwctvzc91f659drss3x8bo0yb",
        "3\u5E74B\u7D44\u91D1\u516B\u5148\u751F, 3B-ww4c5e180e575a65lsy2b",
        "Maji\u3067Koi\u3059\u308B5\u79D2\u524D, MajiKoi5-783gue6qz075azm5e",
        "\u305D\u306E\u30B9\u30D4\u30FC\u30C9\u3067, d9juau41awczczp",
        "b\u00FCcher, bcher-kva",
        "stra\u00DFe, strae-oqa",
        "\u03B2\u03CC\u03BB\u03BF\u03C2, nxasmm1c",
        "\uD83D\uDE00, e28h",
        "plain, plain-"
    })
    void encodes(String label, String encoded) {
        assertEquals(encoded, Punycode.encode(label));
    }

    @Test
    void refusesWhatIsTooLongForALabel() {
        String label = "\u00DF".repeat(64);

        assertThrows(IllegalArgumentException.class, () -> Punycode.encode(label));
    }
}
