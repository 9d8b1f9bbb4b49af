package org.miltermanager.conditions.dkim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportedSignaturesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        mx.example; dkim=pass (2048-bit key) header.d=example.org header.i=@example.org header.b=abc | example.org
        mx.example; dkim=pass header.i=@example.org header.s=k header.d="Example.org"; spf=pass      | example.org
        mx.example 1; spf=pass; dkim = pass reason="good; dkim=pass" header.d = example.org         | example.org
        mx.example; dkim=pass header.d=a.example; dkim=pass header.d=b.example                       | a.example b.example
        mx.example; dkim/1=pass header.d=a.example                                                   | a.example
        mx.example; dkim=fail header.d=example.org                                                   | ``
        mx.example; dkim=pass-ish header.d=example.org                                               | ``
        mx.example; (dkim=pass header.d=example.org) dkim=fail                                       | ``
        mx.example; (a ; dkim=pass header.d=x.example (b) ) spf=pass                                 | ``
        mx.example; spf=fail smtp.mailfrom="a; dkim=pass header.d=x.example"                         | ``
        mx.example; dkim=fail reason="\\"; dkim=pass header.d=x.example ;\\""                        | ``
        mx.example; dkim=fail ("); dkim=pass header.d=x.example                                      | x.example
        mx.example; dkim=pass xheader.d=x.example                                                    | ``
        mx.example; dkim=pass header.dx=x.example                                                    | ``
        dkim=pass                                                                                    | ``
        ``                                                                                           | ``
        """)
    void areThoseOfResultsThatPassed(String field, String domains) {
        assertEquals(domains, String.join(" ", ReportedSignatures.domains(field)));
    }

    @Test
    void anyTextIsReadInNoTime() {
        var random = new Random(7);
        String signs = "();\"\\=/ \tdkim=pass header.d=a.b;";
        long begin = System.nanoTime();

        for (int i = 0; i < 50; i++) {
            var text = new StringBuilder("x; dkim=pass header.d=");
            for (int n = 0; n < 60_000; n++) {
                text.append(signs.charAt(random.nextInt(i % 2 == 0 ? 8 : signs.length())));
            }
            ReportedSignatures.domains(text.toString());
        }

        assertTrue(Duration.ofNanos(System.nanoTime() - begin).toSeconds() < 10);
    }
}
