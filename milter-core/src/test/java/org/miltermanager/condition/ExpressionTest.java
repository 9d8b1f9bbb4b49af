package org.miltermanager.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Stage;

class ExpressionTest {
    /** From a proper mail host, to two recipients, with a list's header. */
    private static Mail delivered() {
        return Mail.from("mail.example.org", "192.0.2.10")
                .told(Stage.CONNECT, "j", "mx.example.com", "{daemon_name}", "smtpd")
                .told(Stage.HELO, "{tls_version}", "TLSv1.3", "{cipher}", "AES")
                .helo("mail.example.org")
                .told(Stage.MAIL, "{auth_authen}", "alice", "{auth_type}", "PLAIN")
                .sender("<Bob@Example.ORG>", "SIZE=2048", "BODY=8BITMIME", "SMTPUTF8")
                .recipient("<one@example.com>", "NOTIFY=NEVER")
                .told(Stage.RCPT, "i", "4QABC")
                .recipient("<two@example.com>")
                .data()
                .content(
                        "Hello\r\n",
                        new Header("Subject", " [list] Hello"),
                        new Header("Received", " from a"),
                        new Header("received", " from b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "not false",
                "true and true",
                "true or false",
                "false or true",
                "not (true and false)",
                "not not true",
                "false and true or true",
                "true or true and false",
                "(true)",
                "((true)) and (not (false))",
                "TRUE AND NOT FALSE",
                "1 < 2",
                "1 <= 1",
                "2 > 1",
                "2 >= 2",
                "1 != 2",
                "1KiB == 1024",
                "10MiB == 10485760",
                "1GiB > 1MiB",
                "10% == 10",
                "08:00 < 22:30",
                "8:00 == 08:00",
                "\"a\" == \"A\"",
                "'a' == \"a\"",
                "\"a\" in [\"a\", \"b\"]",
                "\"B\" in [\"a\", \"b\"]",
                "\"c\" not in [\"a\", \"b\"]",
                "\"a\" in \"a\"",
                "1 in [1, 2]",
                "\"abc\" matches /b/",
                "\"abc\" not matches /^b/",
                "\"abc\" matches /B/i",
                "\"abc\" matches \"^a.c$\"",
                "\"a/b\" matches /a\\/b/",
                "\"a\\\"b\" matches /a\"b/",
                "true == true",
                "true != false",
                "(1 < 2) == true",
            })
    void holdsOfNothing(String expression) {
        Truth said = Mail.connected().says(expression);

        assertEquals(Truth.TRUE, said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client.name == \"mail.example.org\"",
                "client.name == \"MAIL.example.org\"",
                "client.name matches /^mail\\./",
                "Client.Name matches /example/",
                "client.verified",
                "client.ipv4",
                "client.address == \"192.0.2.10\"",
                "client.address != \"192.0.2.11\"",
                "client.address in \"192.0.2.0/24\"",
                "client.address in [\"10.0.0.0/8\", \"192.0.2.10\"]",
                "client.address not in [\"fd00::/8\", \"192.0.2.11\", \"0.0.0.0/1\"]",
                "client.port == 12345",
                "daemon.name == \"smtpd\"",
                "macro(\"j\") == \"mx.example.com\"",
                "macro(\"{daemon_name}\") == \"smtpd\"",
                "macro(\"nothing\") == \"\"",
                "helo == \"mail.example.org\"",
                "helo == client.name",
                "tls",
                "tls.version in [\"TLSv1.2\", \"TLSv1.3\"]",
                "tls.cipher == \"aes\"",
                "tls.subject == \"\"",
                "authenticated",
                "not unauthenticated",
                "auth.user == \"alice\"",
                "auth.mechanism == \"plain\"",
                "sender == \"bob@example.org\"",
                "sender.domain == \"example.org\"",
                "sender.size == 2KiB",
                "sender.size > 1000",
                "sender.parameter(\"BODY\") == \"8bitmime\"",
                "sender.parameter(\"RET\") == \"\"",
                "smtputf8",
                "not non-smtp",
                "percentile >= 0 and percentile < 100%",
                "\"one@example.com\" in recipients",
                "\"three@example.com\" not in recipients",
                "recipients matches /^two@/",
                "recipients in [\"nobody@example.com\", \"TWO@example.com\"]",
                "recipients.count == 2",
                "queue-id == \"4QABC\"",
                "queue_id == \"4qabc\"",
                "header(\"subject\") matches /^\\[list\\]/",
                "header(\"List-Id\") == \"\"",
                "headers(\"Received\") matches /from b/",
                "headers.count == 3",
                "message.size > 7 and message.size < 1KiB",
            })
    void holdsOfAMail(String expression) {
        Truth said = delivered().says(expression);

        assertEquals(Truth.TRUE, said);
    }

    @ParameterizedTest
    @CsvSource({
        "client.name == \"a\", CONNECT",
        "helo == \"a\", HELO",
        "tls, HELO",
        "sender == \"a\", MAIL",
        "authenticated and client.verified, MAIL",
        "recipient == \"a\", RCPT",
        "recipients.count > 5, DATA",
        "queue-id == \"a\", DATA",
        "message.size > 5, END_OF_MESSAGE",
        "header(\"a\") == \"b\", END_OF_MESSAGE",
        "macro(\"i\") == \"b\", DATA",
        "macro(\"{rcpt_addr}\") == \"b\", RCPT",
        "true, CONNECT"
    })
    void isDueWithTheLastOfItsFacts(String expression, Stage due) {
        Expression read = Expression.of(expression, Vocabulary.ofMail());

        assertEquals(due, read.due());
    }

    @Nested
    class BeforeEverythingIsKnown {
        @Test
        void nothingIsKnownBeforeItsStage() {
            assertEquals(Truth.UNKNOWN, Mail.connected().says("sender == \"\""));
        }

        @Test
        void nothingAtAllIsKnownBeforeAClientHasConnected() {
            assertEquals(Truth.UNKNOWN, Mail.nothing().says("client.port == 0"));
        }

        @Test
        void oneThatDoesNotHoldIsEnoughForAnd() {
            assertEquals(Truth.FALSE, Mail.connected().says("authenticated and client.port == 1"));
        }

        @Test
        void oneThatHoldsIsEnoughForOr() {
            assertEquals(Truth.TRUE, Mail.connected().says("authenticated or client.port == 12345"));
        }

        @Test
        void theOppositeOfUnknownIsUnknown() {
            assertEquals(Truth.UNKNOWN, Mail.connected().says("not authenticated"));
        }

        @Test
        void unknownAndTrueIsUnknown() {
            assertEquals(Truth.UNKNOWN, Mail.connected().says("authenticated and true"));
        }

        @Test
        void unknownOrFalseIsUnknown() {
            assertEquals(Truth.UNKNOWN, Mail.connected().says("false or authenticated"));
        }

        @Test
        void aGreetingThatNeverCameIsEmptyAtTheSender() {
            assertEquals(Truth.TRUE, Mail.connected().sender("<>").says("helo == \"\""));
        }
    }

    @Nested
    class OfHostileInput {
        @Test
        void anAddressThatIsNoneIsInNoNetwork() {
            var mail = Mail.from(new Connect("[unknown]", Connect.Family.INET, 0, "unknown"));

            assertEquals(Truth.FALSE, mail.says("client.address in [\"0.0.0.0/0\", \"::/0\"]"));
        }

        @Test
        void aPatternThatTakesTooLongSaysNothing() {
            var mail = Mail.from("a".repeat(60) + "!", "192.0.2.1");

            assertEquals(Truth.UNKNOWN, mail.says("client.name matches /^(a|aa)+\\1b$/"));
        }

        @Test
        void aPatternThatNeedsTooMuchStackSaysNothing() {
            var mail = Mail.connected().sender("<" + "ab".repeat(4_000) + ">");

            assertEquals(Truth.UNKNOWN, mail.says("sender matches /^(a|b|c)*d/"));
        }

        @Test
        void aTextThatIsTooLongForPatternsSaysNothing() {
            var mail = Mail.connected().sender("<" + "a".repeat(TextPattern.LONGEST + 1) + ">");

            assertEquals(Truth.UNKNOWN, mail.says("sender matches /b/"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"SIZE=", "SIZE=x", "SIZE=-1", "SIZE=99999999999999999999", "SIZE"})
        void aSizeThatIsNoneIsZero(String parameter) {
            assertEquals(Truth.TRUE, Mail.connected().sender("<a@b>", parameter).says("sender.size == 0"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"<", ">", "<>", "", "<@", "<@a", "@", "<\"a@b\"@c>", "<@a:b@c>", "<a@b@c>"})
        void anySenderHasADomainOrNone(String address) {
            assertEquals(
                    Truth.TRUE,
                    Mail.connected().sender(address).says("sender.domain in [\"\", \"a\", \"c\", \"b\", \">\"]"));
        }
    }

    @Nested
    class OfSeveralMessages {
        @Test
        void aNewSenderForgetsTheRecipients() {
            var mail = delivered().sender("<>").recipient("<three@example.com>").data();

            assertEquals(Truth.TRUE, mail.says("recipients.count == 1"));
        }

        @Test
        void aNewSenderForgetsTheContent() {
            var mail = delivered().sender("<>");

            assertEquals(Truth.UNKNOWN, mail.says("message.size > 0"));
        }

        @Test
        void aNewGreetingForgetsTheSender() {
            var mail = delivered().helo("again");

            assertEquals(Truth.UNKNOWN, mail.says("sender == \"\""));
        }

        @Test
        void theClientIsRemembered() {
            var mail = delivered().helo("again").sender("<>");

            assertEquals(Truth.TRUE, mail.says("client.port == 12345 and helo == \"again\""));
        }
    }

    @Test
    void aPercentileIsTheSameForEachAttempt() {
        long first = IntStream.range(0, 100)
                .filter(share -> delivered().says("percentile < " + share) == Truth.TRUE)
                .count();
        long second = IntStream.range(0, 100)
                .filter(share -> delivered().says("percentile < " + share) == Truth.TRUE)
                .count();

        assertEquals(first, second);
    }

    @Test
    void textBeyondAsciiIsComparedAsItsOctets() {
        var mail = Mail.connected().sender("<j\u00c3\u00b6rg@example.org>");

        assertEquals(Truth.TRUE, mail.says("sender == \"j\u00f6rg@example.org\""));
    }
}
