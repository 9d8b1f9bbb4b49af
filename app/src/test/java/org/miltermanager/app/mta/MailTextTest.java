package org.miltermanager.app.mta;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.wire.Header;

class MailTextTest {
    private static MailText parse(String text) {
        return MailText.parse(text.getBytes(ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource({"'\n'", "'\r\n'"})
    void readsEitherLineEnd(String end) {
        MailText text = parse(String.join(end, "Subject: a", " b", "X:c", "", "one", "", "two", ""));

        assertEquals(List.of(new Header("Subject", " a\n b"), new Header("X", "c")), text.headers());
        assertEquals("one\r\n\r\ntwo\r\n", text.body().text());
    }

    @Test
    void passesOverTheFirstLineOfMbox() {
        MailText text = parse("From alice@example.org Fri Nov 20 09:12:00 2026\nSubject: a\n\nFrom here on\n");

        assertEquals(List.of(new Header("Subject", " a")), text.headers());
        assertEquals("From here on\r\n", text.body().text());
    }

    @Test
    void aLastLineWithoutAnEndGetsOne() {
        assertEquals("one\r\n", parse("A: b\n\none").body().text());
    }

    @Test
    void aMessageMayHaveNoBodyAndNoHeader() {
        assertEquals("", parse("A: b\n").body().text());
        assertEquals("no field\r\n", parse("no field\n").body().text());
        assertEquals(new MailText(List.of(), parse("").body()), parse(""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # field                                          | addresses
            Bob <bob@example.com>                            | <bob@example.com>
            bob@example.com                                  | <bob@example.com>
            bob@example.com, eve@example.org                 | <bob@example.com> <eve@example.org>
            'a, b' <bob@example.com>,\tEve <eve@example.org> | <bob@example.com> <eve@example.org>
            "x <y@z>" <bob@example.com> (c <d@e>)            | <bob@example.com>
            undisclosed-recipients:;                         | ''
            """, quoteCharacter = '`')
    void findsAddresses(String field, String addresses) {
        assertEquals(
                addresses.replace("''", ""),
                String.join(
                        " ", parse("To: " + field.replace("\\t", "\t") + "\n\n").addresses("to")));
    }
}
