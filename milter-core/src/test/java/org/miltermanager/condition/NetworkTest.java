package org.miltermanager.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe80::1, false",
        "fc00::/7, fd12:3456::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::1, IPv6:2001:db8:0:0:0:0:0:1, true",
        "[2001:db8::]/32, 2001:db8::1, true",
        "[::1]/128, ::1, true",
        "192.0.2.0/24, ::ffff:192.0.2.9, true",
        "::/0, 192.0.2.1, false",
        "[::ffff:127.0.0.0]/104, 127.255.255.255, true",
        "[::ffff:127.0.0.0]/104, ::ffff:127.0.0.1, true",
        "[::ffff:127.0.0.0]/104, 128.0.0.1, false",
        "::ffff:192.0.2.1/128, 192.0.2.1, true",
        "::ffff:192.0.2.1/128, 192.0.2.2, false",
        "::ffff:0.0.0.0/96, 192.0.2.1, true",
    })
    void holdsTheAddressesThatBeginLikeIt(String network, String address, boolean contained) {
        boolean contains = Network.parse(network)
                .orElseThrow()
                .contains(NetworkAddress.parse(address).orElseThrow());

        assertEquals(contained, contains);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "192.0.2.0/",
                "192.0.2.0/33",
                "192.0.2.0/-1",
                "192.0.2.0/24/24",
                "192.0.2",
                "localhost",
                "fd00::/129",
                "::ffff:192.0.2.1/129",
                "::ffff:192.0.2.1/95",
                "256.0.0.0",
                "1",
                "0x7f000001",
                "fe80::1%eth0",
                "192.0.2.0/0024",
                "[192.0.2.0",
                "::1/ 8"
            })
    void isNothingElse(String text) {
        assertEquals(Optional.empty(), Network.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.0/24", "192.0.2.1", "fd00::/8"})
    void isWrittenAsItIsRead(String text) {
        assertTrue(Network.parse(text).orElseThrow().toString().equals(text));
    }

    @Test
    void isWrittenAsIpv4WhereItIsIpv4InIpv6() {
        assertEquals(
                "127.0.0.0/8",
                Network.parse("[::ffff:127.0.0.0]/104").orElseThrow().toString());
    }
}
