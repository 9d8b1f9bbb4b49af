package org.miltermanager.conditions.sendmail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.condition.Circumstances;
import org.miltermanager.condition.Expression;
import org.miltermanager.condition.Vocabulary;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.SessionMacros;
import org.miltermanager.wire.Stage;

class SendmailMacrosTest {
    private static final Connect CLIENT = new Connect("client.example", Connect.Family.INET, 0x1234, "192.0.2.9");

    @TempDir
    private Path directory = Path.of("");

    @AutoClose
    private final Circumstances known = new Circumstances();

    private final SessionMacros macros = new SessionMacros();

    private String told(Stage stage) {
        Vocabulary words = new SendmailMacros(directory).addTo(Vocabulary.ofMail());
        return Expression.of("sendmail-compatible", words).notices().stream()
                .filter(notice -> notice.stage() == stage)
                .map(notice -> notice.told(known).map(Macro::toString).orElse("-"))
                .collect(Collectors.joining(" "));
    }

    private static Macro macro(String name, String value) {
        return new Macro(name, value);
    }

    private void connects(Macro... told) {
        macros.define(Stage.CONNECT, Arrays.asList(told));
        known.happened(CLIENT, macros);
    }

    private static String expected(Macro... macros) {
        return Arrays.stream(macros).map(Macro::toString).collect(Collectors.joining(" "));
    }

    @Test
    void areThoseThatPostfixTellsUnderOtherNames() {
        connects(
                macro("v", "Postfix 3.10"),
                macro("j", "mx.example"),
                macro("{daemon_addr}", "192.0.2.1"),
                macro("{daemon_port}", "587"));

        assertEquals(
                expected(
                        macro("{if_addr}", "192.0.2.1"),
                        macro("{if_name}", "mx.example"),
                        macro("{daemon_port}", "587")),
                told(Stage.CONNECT));
    }

    @Test
    void includeAQueueIdBeforeThereIsOne() {
        connects(macro("v", "Postfix 3.10"));
        known.happened(new MailFrom("<a@b.example>", List.of()), macros);

        assertEquals(expected(macro("i", "NOQUEUE")), told(Stage.MAIL));
    }

    @Test
    void areNotToldBehindAnotherMailServer() {
        connects(macro("v", "8.18.1"), macro("j", "mx.example"), macro("{daemon_addr}", "192.0.2.1"));

        assertEquals("- - -", told(Stage.CONNECT));
    }

    @Nested
    class ThatPostfixDoesNotTell {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "tcp  | 010200C0:024B 090200C0:1234 01                                                  | 192.0.2.1 587",
                    "tcp6 | 0000000000000000FFFF0000010200C0:0019 0000000000000000FFFF0000090200C0:1234 01  | 192.0.2.1 25",
                    "tcp  | 010200C0:024B 090200C0:1234 06                                                  | ''",
                    "tcp  | 010200C0:024B 090200C0:1235 01                                                  | ''",
                    "tcp  | 010200C0 090200C0:1234 01                                                       | ''",
                    "tcp  | 0102:024B 090200C0:1234 01                                                      | ''",
                    "tcp  | what is this                                                                    | ''"
                })
        void areFoundAmongTheConnectionsOfThisHost(String table, String line, String found) throws IOException {
            Files.writeString(
                    directory.resolve(table),
                    "  sl  local_address rem_address   st tx_queue\n   0: " + line
                            + " 00000000:00000000 00:00000000 00000000\n");

            assertEquals(
                    found,
                    new LocalSide(directory)
                            .of(CLIENT)
                            .map(end -> end.address() + " " + end.port())
                            .orElse(""));
        }

        @Test
        void areLeftOutWhereTheyCannotBeFound() {
            connects(macro("v", "Postfix 3.10"));

            assertEquals("- - -", told(Stage.CONNECT));
        }

        @ParameterizedTest
        @ValueSource(strings = {"127.0.0.1", "::1"})
        void areFoundAmongRealConnections(String address) throws IOException {
            try (var server = new ServerSocket(0, 1, InetAddress.ofLiteral(address));
                    var socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
                var client = new Connect("x", Connect.Family.INET, socket.getLocalPort(), address);

                var end = new LocalSide(Path.of("/proc/self/net")).of(client).orElseThrow();

                assertEquals(server.getLocalPort(), end.port());
                assertEquals(server.getInetAddress(), InetAddress.ofLiteral(end.address()));
            }
        }
    }
}
