package org.miltermanager.milters.greylist.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.milters.greylist.store.Subject;

class KeyOctetsTest {
    static Stream<Subject> subjects() {
        return Stream.of("192.0.2.0/24", "192.0.2.1", "0.0.0.0/0", "2001:db8:0:0:0:0:0:0/64", "2001:db8:0:0:0:0:0:1")
                .flatMap(network -> Stream.of(
                        new Subject.Client(network),
                        new Subject.Domain(network, "one.example"),
                        new Subject.Triplet(network, "", "b@example.com"),
                        new Subject.Triplet(network, "j\u00c3\u00b6rg@one.example", "\u20ac@example.com")));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void areReadAgain(Subject subject) {
        assertEquals(Optional.of(subject), KeyOctets.subject(KeyOctets.of(subject)));
    }

    @Test
    void haveTheNetworkAsANumber() {
        assertEquals(
                4 + "\ta@one.example\tb@example.com".length(),
                KeyOctets.of(new Subject.Triplet("192.0.2.0/24", "a@one.example", "b@example.com")).length);
    }

    /** Such as an address inside a network, which somebody may have written. */
    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1/24", "2001:db8::/64", "::ffff:192.0.2.1"})
    void keepTheTextOfANetworkThatIsWrittenInAnotherWay(String network) {
        var subject = new Subject.Domain(network, "one.example");

        assertEquals(Optional.of(subject), KeyOctets.subject(KeyOctets.of(subject)));
    }

    @Test
    void readAnyOctets() {
        var random = new Random(4711);
        for (int round = 0; round < 100_000; round++) {
            var octets = new byte[random.nextInt(24)];
            random.nextBytes(octets);
            KeyOctets.subject(octets);
        }
    }
}
