package org.miltermanager.milters.clamd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScanResultTest {
    /** How many replies are made up; more with {@code -Dscan.fuzz=1000000}. */
    private static final int FUZZ = Integer.getInteger("scan.fuzz", 200);

    private static final String[] WORDS = {
        "stream: ", "OK", " FOUND", "\0", "\n", "Eicar", "INSTREAM size limit exceeded.", " ERROR", "stream:", "é", " "
    };

    private static ScanResult parsed(String reply) {
        return ScanResult.parse(reply);
    }

    @Test
    void okIsClean() {
        assertEquals(new ScanResult.Clean(), parsed("stream: OK\0"));
    }

    @ParameterizedTest
    @CsvSource({
        "stream: Eicar-Test-Signature FOUND, Eicar-Test-Signature",
        "stream: Eicar(44d88612fea8a8f36de82e1278abb02f:68) FOUND, Eicar(44d88612fea8a8f36de82e1278abb02f:68)",
        "stream: Two FOUND FOUND, Two FOUND"
    })
    void foundNamesTheVirus(String reply, String name) {
        assertEquals(new ScanResult.Infected(name), parsed(reply + "\0"));
    }

    @Test
    void theSizeErrorIsNoOtherError() {
        assertEquals(new ScanResult.TooLarge(), parsed("INSTREAM size limit exceeded. ERROR\0"));
    }

    @Test
    void anyOtherErrorIsAFailure() {
        assertEquals(
                new ScanResult.Failed("stream: Can't write to temporary file. ERROR"),
                parsed("stream: Can't write to temporary file. ERROR\0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "stream: OK", "stream: Eicar FOUND"})
    void withoutItsEndAReplyIsCut(String reply) {
        assertEquals(new ScanResult.Cut(reply), parsed(reply));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "UNKNOWN COMMAND", "stream:  FOUND", "220 mail.example.org ESMTP", "OK", "stream: OKAY"})
    void anythingElseIsNotClamd(String reply) {
        assertEquals(new ScanResult.Strange(reply.strip()), parsed(reply + "\0"));
    }

    @Test
    void aReplyWithoutEndIsNotClamd() {
        String endless = "A".repeat(ScanResult.LONGEST);

        assertEquals(new ScanResult.Strange(endless), parsed(endless));
    }

    @Test
    void whateverComesIsOneOfTheResults() {
        RandomGenerator dice = RandomGeneratorFactory.of("L64X128MixRandom").create(20_260);
        for (int round = 0; round < FUZZ; round++) {
            var reply = new StringBuilder();
            for (int part = dice.nextInt(8); part > 0; part--) {
                reply.append(dice.nextBoolean() ? WORDS[dice.nextInt(WORDS.length)] : noise(dice));
            }

            assertNotNull(parsed(reply.toString()), () -> "no result for " + reply);
        }
    }

    private static String noise(RandomGenerator dice) {
        return IntStream.range(0, dice.nextInt(20))
                .mapToObj(octet -> String.valueOf((char) dice.nextInt(256)))
                .reduce("", String::concat);
    }
}
