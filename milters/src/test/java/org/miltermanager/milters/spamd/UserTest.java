package org.miltermanager.milters.spamd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.milters.spamd.SpamdSettings.ByRecipient;
import org.miltermanager.milters.spamd.SpamdSettings.Users;

class UserTest {
    @ParameterizedTest
    @CsvSource({
        "NO,         <alice@example.org>,       <alice@example.org>,    nobody",
        "LOCAL_PART, <Alice+lists@example.org>, <alice@example.com>,    alice",
        "LOCAL_PART, <alice@example.org>,       <carol@example.org>,    nobody",
        "ADDRESS,    <Alice+lists@example.org>, <alice@example.org>,    alice@example.org",
        "ADDRESS,    <alice@example.org>,       <alice@example.com>,    nobody",
        "LOCAL_PART, <../../etc@example.org>,   <../../etc@example.org>, nobody"
    })
    void isTheOneThatAllRecipientsAgreeOn(ByRecipient by, String one, String two, String user) {
        assertEquals(user, User.of(new Users(by, Optional.of("nobody")), List.of(one, two)));
    }

    @Test
    void isNobodyInParticularWithoutRecipients() {
        assertEquals("", User.of(new Users(ByRecipient.ADDRESS, Optional.empty()), List.of()));
    }
}
