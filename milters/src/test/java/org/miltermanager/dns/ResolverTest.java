package org.miltermanager.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.fixtures.dns.RecordType;

/** What a server says, as the resolver tells it: "a resolver …". */
class ResolverTest extends ResolverFixture {
    @Test
    void givesIpv4Addresses() {
        server.zone().a("mx.example.com", "192.0.2.1", "192.0.2.2");

        var answer = resolver.ipv4("mx.example.com").join();

        assertEquals(List.of(address("192.0.2.1"), address("192.0.2.2")), answer.found());
    }

    @Test
    void givesIpv6Addresses() {
        server.zone().aaaa("mx.example.com", "2001:db8::1");

        var answer = resolver.ipv6("mx.example.com").join();

        assertEquals(List.of(address("2001:db8::1")), answer.found());
    }

    @Test
    void givesTextsWithTheirStringsJoined() {
        server.zone().strings("example.com", RecordType.TXT, List.of("v=spf1 ", "-a", "", "ll"));
        server.zone().strings("example.com", RecordType.TXT, List.of());
        server.zone().strings("example.com", RecordType.TXT, List.of("\u0096\u00ff"));

        var answer = resolver.texts("example.com").join();

        assertEquals(List.of("v=spf1 -all", "", "\u0096\u00ff"), answer.found());
    }

    @Test
    void givesMailExchangers() {
        server.zone().mx("example.com", 10, "mx.example.com").mx("example.com", 0, "");

        var answer = resolver.exchangers("example.com").join();

        assertEquals(List.of(new MailExchanger(10, "mx.example.com"), new MailExchanger(0, "")), answer.found());
    }

    @Test
    void givesNamesOfAddressesOfBothKinds() {
        server.zone().ptr("1.2.0.192.in-addr.arpa", "mx4.example.com");
        server.zone()
                .ptr("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", "mx6.example.com");

        var answers = Stream.of("192.0.2.1", "2001:db8::1")
                .map(digits -> resolver.names(address(digits)).join().found())
                .toList();

        assertEquals(List.of(List.of("mx4.example.com"), List.of("mx6.example.com")), answers);
    }

    @Test
    void tellsANameThatDoesNotExistFromOneWithoutRecords() {
        server.zone().a("mx.example.com", "192.0.2.1");

        var answers = Stream.of("mx.example.com", "example.com", "no.example.com")
                .<DnsAnswer<String>>map(name -> resolver.texts(name).join())
                .toList();

        assertEquals(
                List.of(new DnsAnswer.NoRecords<>(), new DnsAnswer.NoRecords<>(), new DnsAnswer.NoSuchName<>()),
                answers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a..example",
                ".example",
                "example.",
                "a1234567890123456789012345678901234567890123456789012345678901234.example"
            })
    void asksNobodyForWhatCannotBeAName(String name) {
        var answer = resolver.texts(name).join();

        assertEquals(new DnsAnswer.NoSuchName<>(), answer);
        assertEquals(List.of(), server.questions());
    }

    @Test
    void asksNobodyForANameOfMoreThan253Octets() {
        var answer = resolver.texts(String.join(".", Collections.nCopies(127, "a")) + ".b")
                .join();

        assertEquals(new DnsAnswer.NoSuchName<>(), answer);
        assertEquals(List.of(), server.questions());
    }

    @Test
    void asksForAnyOctets() {
        server.zone().txt("a\\b\"c%\u00ff(.example", "here");

        var answer = resolver.texts("a\\b\"c%\u00ff(.example").join();

        assertEquals(List.of("here"), answer.found());
    }

    @Test
    void followsCnames() {
        server.zone().cname("www.example.com", "web.example.com").cname("web.example.com", "host.example.com");
        server.zone().a("host.example.com", "192.0.2.1");

        var answer = resolver.ipv4("WWW.example.com").join();

        assertEquals(List.of(address("192.0.2.1")), answer.found());
    }

    @Test
    void saysOfACnameWhetherItsTargetExists() {
        server.zone().cname("www.example.com", "web.example.com").empty("web.example.com");
        server.zone().cname("ftp.example.com", "gone.example.com");

        var answers = Stream.of("www.example.com", "ftp.example.com")
                .<DnsAnswer<InetAddress>>map(name -> widen(resolver.ipv4(name).join()))
                .toList();

        assertEquals(List.of(new DnsAnswer.NoRecords<>(), new DnsAnswer.NoSuchName<>()), answers);
    }

    private static DnsAnswer<InetAddress> widen(DnsAnswer<? extends InetAddress> answer) {
        return answer instanceof DnsAnswer.NoSuchName ? new DnsAnswer.NoSuchName<>() : new DnsAnswer.NoRecords<>();
    }

    @Test
    void asksOverTcpForWhatDoesNotFitIntoADatagram() {
        String text = "x".repeat(5_000);
        server.zone().txt("example.com", text);

        var answer = resolver.texts("example.com").join();

        assertEquals(List.of(text), answer.found());
        assertEquals(List.of("example.com TXT", "example.com TXT tcp"), server.questions());
    }
}
