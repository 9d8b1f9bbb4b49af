package org.miltermanager.milters.spamd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpamdReplyTest {
    /** How many replies are made up; more with {@code -Dscan.fuzz=1000000}. */
    private static final int FUZZ = Integer.getInteger("scan.fuzz", 200);

    private static final String[] WORDS = {
        "SPAMD/1.1 0 EX_OK",
        "\r\n",
        "\r\n\r\n",
        "Spam: ",
        "True ; 15.0 / 5.0",
        "False ; -1e9 / NaN",
        "Content-length: ",
        "3",
        "999999999",
        "-1",
        "X-Spam-Flag: YES",
        "\n ",
        "\t",
        ":",
        "Subject",
        "\0",
        "é"
    };

    private static final String HEAD = "SPAMD/1.1 0 EX_OK\r\n";

    @ParameterizedTest
    @CsvSource({
        "True ; 15.0 / 5.0,   true,  15.0",
        "False ; -2.3 / 5.0,  false, -2.3",
        "Yes ; 6 / 5,         true,  6.0",
        "no;0/5.0,            false, 0.0"
    })
    void tellsAnOpinion(String rating, boolean spam, double score) {
        assertEquals(
                new SpamdReply.Rated(new Rating(spam, score, 5.0), ""),
                SpamdReply.parse(HEAD + "Spam: " + rating + "\r\n\r\n"));
    }

    @Test
    void carriesAsManyOctetsAsItSays() {
        assertEquals(
                new SpamdReply.Rated(new Rating(true, 6, 5), "abc"),
                SpamdReply.parse(HEAD + "Content-length: 3\r\nSpam: True ; 6.0 / 5.0\r\n\r\nabcdef"));
    }

    @Test
    void anyOtherCodeIsAFailure() {
        assertEquals(new SpamdReply.Failed(75, "EX_TEMPFAIL"), SpamdReply.parse("SPAMD/1.0 75 EX_TEMPFAIL\r\n"));
        assertEquals(new SpamdReply.Failed(76, "Bad"), SpamdReply.parse("SPAMD/1.0 76 Bad header line: (EOF)\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SPA",
                "SPAMD/1.1 0 EX_OK",
                "SPAMD/1.1 0 EX_OK\r\nSpam: True ; 6.0 / 5.0\r\n",
                "SPAMD/1.1 0 EX_OK\r\nContent-length: 4\r\nSpam: True ; 6.0 / 5.0\r\n\r\nabc"
            })
    void withoutItsEndAReplyIsCut(String reply) {
        assertEquals(new SpamdReply.Cut(reply), SpamdReply.parse(reply));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "220 mail.example.org ESMTP\r\n",
                "SPAMD/1.1 EX_OK\r\n\r\n",
                "SPAMD/1.1 0 EX_OK\r\n\r\n",
                "SPAMD/1.1 0 EX_OK\r\nSpam: maybe\r\n\r\n",
                "SPAMD/1.1 0 EX_OK\r\nSpam: True ; much / 5.0\r\n\r\n",
                "SPAMD/1.1 0 EX_OK\r\nContent-length: -1\r\nSpam: True ; 6.0 / 5.0\r\n\r\n"
            })
    void anythingElseIsNotSpamd(String reply) {
        assertInstanceOf(SpamdReply.Strange.class, SpamdReply.parse(reply));
    }

    @Test
    void whateverComesIsAReplyAndItsTextAMessage() {
        RandomGenerator dice = RandomGeneratorFactory.of("L64X128MixRandom").create(20_261);
        for (int round = 0; round < FUZZ; round++) {
            var reply = new StringBuilder(dice.nextBoolean() ? HEAD : "");
            for (int part = dice.nextInt(16); part > 0; part--) {
                reply.append(dice.nextInt(4) > 0 ? WORDS[dice.nextInt(WORDS.length)] : noise(dice));
            }

            assertNotNull(SpamdReply.parse(reply.toString()), () -> "no result for " + reply);
            assertNotNull(Rewritten.parse(reply.toString()), () -> "no message in " + reply);
        }
    }

    private static String noise(RandomGenerator dice) {
        return IntStream.range(0, dice.nextInt(20))
                .mapToObj(octet -> String.valueOf((char) dice.nextInt(256)))
                .reduce("", String::concat);
    }
}
