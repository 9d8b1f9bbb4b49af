package org.miltermanager.milters.greylist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailboxTest {
    @ParameterizedTest
    @CsvSource({
        "<User@Example.COM>,                                    user@example.com",
        "<>,                                                    ''",
        "'<@relay.example,@b.example:user@example.com>',        user@example.com",
        "<list-return-4711-user=example.com@list.example>,      list-return-#-#@list.example",
        "<bounce+user=example.com@list.example>,                bounce+#@list.example",
        "<bounces-17-4d2f@list.example>,                        bounces-#-#@list.example",
        "<msprvs1=17885ZlB0hXYZ=bounces-1234@mass.example>,     msprvs1=#@mass.example",
        "<0100018f3c7e-b1aa-4bd1-000000@ses.example>,           #-#-#-#@ses.example",
        "<prvs=1234abcdef=user@example.com>,                    user@example.com",
        "<prvs=user=1234abcdef@example.com>,                    user@example.com",
        "<btv1==16d0ac4d23b==user@example.com>,                 user@example.com",
        "<SRS0=HHH=TT=orig.example=user@relay.example>,         srs=orig.example=user@relay.example",
        "<SRS1=HHH=one.example==HHH=TT=orig.example=user@relay.example>, srs=orig.example=user@relay.example",
        "<anne-marie@example.com>,                              anne-marie@example.com",
        "<decade@example.com>,                                  decade@example.com",
        "<mailer-daemon>,                                       mailer-daemon"
    })
    void foldsWhatDiffersFromMailToMail(String path, String folded) {
        assertEquals(folded, Mailbox.of(path).folded().address());
    }
}
