package org.miltermanager.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionErrorTest {
    private static ExpressionError errorOf(String expression) {
        return assertThrows(ExpressionError.class, () -> Expression.of(expression, Vocabulary.ofMail()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | 0 | got the end, expected a name, a literal or '('",
                "tls and | 7 | got the end, expected a name, a literal or '('",
                "tls tls | 4 | got 'tls', expected 'and', 'or' or the end",
                "(tls | 4 | got the end, expected ')'",
                "tls) | 3 | got ')', expected 'and', 'or' or the end",
                "and tls | 0 | got 'and', expected a name, a literal or '('",
                "tls && tls | 4 | got '&', expected 'and'",
                "!tls | 0 | got '!', expected 'not' or '!='",
                "helo = \"a\" | 5 | got '=', expected '=='",
                "helo == \"a | 8 | got \" without another one that ends it",
                "helo matches /a | 13 | got / without another one that ends it",
                "helo matches helo | 13 | got 'helo', expected a pattern such as /^mail\\d/",
                "helo matches /a(/ | 16 | the pattern /a(/ is wrong: Unclosed group",
                "helo matches /[b-a]/ | 17 | the pattern /[b-a]/ is wrong: Illegal character range",
                "helo not == \"a\" | 9 | got '==', expected 'in' or 'matches' after 'not'",
                "helo in [] | 9 | got ']', expected a literal: nothing is in an empty list",
                "helo in [\"a\" \"b\"] | 13 | got \"b\", expected ',' or ']'",
                "helo in [helo] | 9 | got 'helo', expected a literal or ']'",
                "helo in [1] | 9 | expected a text in quotes",
                "helo in helo | 8 | got 'helo' behind 'in', expected a list such as [\"a\", \"b\"]",
                "message.size in [\"a\"] | 17 | expected a number",
                "tls in [\"a\"] | 0 | got yes or no in a list, expected a text, an address or a number",
                "client.address in [1] | 19 | expected an address or a network such as \"192.0.2.0/24\" or \"fd00::/8\"",
                "client.address in \"192.0.2.0/33\" | 18 | got \"192.0.2.0/33\", expected an address or a network such as \"192.0.2.0/24\" or \"fd00::/8\"",
                "client.address == \"localhost\" | 18 | got \"localhost\", expected an address or a network such as \"192.0.2.0/24\" or \"fd00::/8\"",
                "client.address < \"192.0.2.1\" | 0 | addresses have no order; expected ==, != or in",
                "client.address == client.address | 0 | got an address == an address, expected == or != and an address in quotes",
                "helo | 0 | got 'helo', which is a text, expected what holds or not, such as a comparison",
                "\"a\" | 0 | got '\"a\"', which is a text, expected what holds or not, such as a comparison",
                "tls and 5 | 8 | got '5', which is a number, expected what holds or not, such as a comparison",
                "not helo | 4 | got 'helo', which is a text, expected what holds or not, such as a comparison",
                "helo == 5 | 0 | got a text == a number, expected a text on both sides",
                "helo < \"a\" | 0 | got a text < a text, expected == or !=, since a text has no order",
                "tls < true | 0 | got yes or no < yes or no, expected == or !=, since yes or no has no order",
                "message.size > 22:00 | 0 | got a number > a time of day, expected a number on both sides",
                "recipients == \"a\" | 0 | got a list of texts == a text, expected 'in' or 'matches', which hold where one of the texts does",
                "message.size matches /1/ | 0 | got a number before 'matches', expected a text",
                "message.size > 10MB | 15 | got '10MB', expected a number of at most 15 digits, a size such as 64KiB, 10MiB or 1GiB, or a percentage such as 10%",
                "message.size > 9999999999999999 | 15 | got '9999999999999999', expected a number of at most 15 digits, a size such as 64KiB, 10MiB or 1GiB, or a percentage such as 10%",
                "message.size > 999999999999999GiB | 15 | got '999999999999999GiB', expected a number of at most 15 digits, a size such as 64KiB, 10MiB or 1GiB, or a percentage such as 10%",
                "24:00 == 24:00 | 0 | got '24:00', expected a time of day from 00:00 to 23:59",
                "header == \"a\" | 0 | got 'header' alone, expected header(\"...\") with a text in it",
                "header() == \"a\" | 7 | got ')', expected a text in quotes, as in header(\"...\")",
                "header(\"a\", \"b\") == \"a\" | 0 | got 2 texts in header(...), expected one",
                "helo(\"a\") == \"a\" | 0 | got 'helo(\"a\")', expected 'helo' without parentheses",
                "[\"a\"] == \"a\" | 0 | got '[', expected a name, a literal or '('",
                "recipient == \"a\" and message.size > 1 | 0 | 'recipient' is about each recipient, 'message.size' is not known before all recipients have been answered; expected one of both, or 'recipients'",
                "heelo == \"a\" | 0 | unknown name 'heelo'",
                "tls or nothing(\"a\") | 7 | unknown name 'nothing'",
                "tls # tls | 4 | got '#', expected a name, a literal or a sign",
            })
    void saysWhereAndWhatIsWrong(String expression, int offset, String message) {
        ExpressionError error = errorOf(expression);

        assertEquals(offset + " " + message, error.offset() + " " + error.getMessage());
    }

    @Test
    void knowsWhatIsMeantByTheSignsOfOtherLanguages() {
        ExpressionError error = errorOf("tls || tls");

        assertEquals("got '|', expected 'or'", error.getMessage());
    }

    @Test
    void tellsTheNamesThatAreKnownWhereOneIsNot() {
        ExpressionError error = errorOf("heelo == \"a\"");

        assertEquals("heelo", error.unknown());
        assertTrue(error.known().contains("helo"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "not ", "not (", "tls and ("})
    void nestingHasAnEnd(String begin) {
        ExpressionError error = errorOf(begin.repeat(10_000));

        assertEquals("nested more than 50 deep", error.getMessage());
    }

    @Test
    void aLongChainIsNoNesting() {
        String expression = "tls and not tls or ".repeat(10_000) + "tls";

        Truth said = Mail.connected().helo("a").says(expression);

        assertEquals(Truth.FALSE, said);
    }

    @Test
    void anyTextIsAnExpressionOrAnError() {
        var random = new Random(25);
        List<String> words = List.of(
                "tls", "helo", "and", "or", "not", "in", "matches", "(", ")", "[", "]", ",", "==", "<", "\"a\"", "/a/",
                "5", "22:00", "10MiB", "header", "'", "\"", "/", "\\", "%", "\u00e4", "\ud83d", "\0", " ", ".", "-");
        for (int run = 0; run < 20_000; run++) {
            var text = new StringBuilder();
            for (int word = random.nextInt(12); word >= 0; word--) {
                text.append(words.get(random.nextInt(words.size()))).append(random.nextBoolean() ? " " : "");
            }
            try {
                Expression.of(text.toString(), Vocabulary.ofMail());
            } catch (ExpressionError error) {
                assertTrue(error.offset() >= 0 && error.offset() <= text.length(), text::toString);
            }
        }
    }
}
