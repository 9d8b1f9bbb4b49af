package org.miltermanager.conditions.spf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailDomainTest {
    private static Optional<String> of(String domain) {
        return MailDomain.of(new String(domain.getBytes(UTF_8), ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource({
        "mail.Example.com, mail.Example.com",
        "example.com., example.com",
        "b\u00FCcher.example, xn--bcher-kva.example",
        "B\u00DCCHER\u3002example, xn--bcher-kva.example"
    })
    void isAsTheDnsKnowsIt(String domain, String name) {
        assertEquals(Optional.of(name), of(domain));
    }

    /** With IDNA 2003 they would be strasse, the same with another sigma, and names without joiners: domains of other owners. */
    @ParameterizedTest
    @CsvSource({
        "stra\u00DFe.example, xn--strae-oqa.example",
        "STRA\u00DFE.B\u00DCCHER.example, xn--strae-oqa.xn--bcher-kva.example",
        "u\u0308\u00DF.example, xn--zca1d.example",
        "\u03B2\u03CC\u03BB\u03BF\u03C2.example, xn--nxasmm1c.example",
        "\u0392\u038C\u039B\u039F\u03C2.example, xn--nxasmm1c.example",
        "\u0646\u0627\u0645\u0647\u200C\u0627\u06CC.example, xn--mgba3gch31f060k.example",
        "\u0DC1\u0DCA\u200D\u0DBB\u0DD3.example, xn--10cl1a0b660p.example"
    })
    void lettersThatIdna2003TakesForOthersAreTheirOwn(String domain, String name) {
        assertEquals(Optional.of(name), of(domain));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "[192.0.2.1]",
                "a..example",
                "\u00DF..example",
                "\u200D.example",
                "\u00DF\uFFFD.example",
                "\u1E9E.example"
            })
    void isNothingElse(String domain) {
        assertEquals(Optional.empty(), of(domain));
    }

    @Test
    void hasNoLongLabels() {
        assertEquals(Optional.empty(), of("\u00DF".repeat(64) + ".example"));
        assertEquals(Optional.empty(), of("a".repeat(62) + "\u00DF.example"));
    }
}
