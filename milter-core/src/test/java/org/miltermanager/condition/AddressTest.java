package org.miltermanager.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.wire.Stage;

/** Addresses that are written in other ways than people expect, all of which Postfix 3.7 takes, where no macro tells what it makes of them. */
class AddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<alice@example.com>",
                "alice@example.com",
                "<alice@example.com.>",
                "<\"alice\"@example.com>",
                "<\"al\\ice\"@example.com>",
                "<al\\ice@example.com>",
                "<(x)alice@example.com>",
                "<alice(a (nested) \\) one)@example.com>",
                "<\"alice\"(y)@(z)example(q).com>",
                "< alice @ example .com >",
                "<@relay.example,@other.example:alice@example.com>",
                "<alice@\"example.com\">",
                "<alice@example\\.com>"
            })
    void areReadAsMailServersReadThem(String written) {
        assertEquals("alice@example.com", Address.plain(written));
        assertEquals("example.com", Address.domain(written));
    }

    @ParameterizedTest
    @CsvSource({
        "<>, '', ''",
        "<postmaster>, postmaster, ''",
        "'<\"a b\"@example.com>', '\"a b\"@example.com', example.com",
        "'<\"a@b\"@example.com>', '\"a@b\"@example.com', example.com",
        "'<\"(x)\"@example.com>', '\"(x)\"@example.com', example.com",
        "'<\"a\\\"b\"@example.com>', '\"a\\\"b\"@example.com', example.com",
        "'<\"alice@example.com\">', '\"alice@example.com\"', ''",
        "<a..b@example.com>, a..b@example.com, example.com",
        "<alice@[192.0.2.1]>, alice@[192.0.2.1], [192.0.2.1]"
    })
    void keepWhatTheyNeed(String written, String plain, String domain) {
        assertEquals(plain, Address.plain(written));
        assertEquals(domain, Address.domain(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<alice%example.com>", "<example.com!alice>", "<a:alice@example.com;>", "<alice>"})
    void ofASenderAreWhatPostfixTakesThemFor(String written) {
        var mail = Mail.connected()
                .told(Stage.CONNECT, "v", "Postfix 3.7.11")
                .told(Stage.MAIL, "{mail_addr}", "alice@example.com")
                .sender(written);

        assertEquals(Truth.TRUE, mail.says("sender == \"alice@example.com\" and sender.domain == \"example.com\""));
    }
}
