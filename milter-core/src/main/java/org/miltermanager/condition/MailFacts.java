package org.miltermanager.condition;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.miltermanager.milter.Message;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.Stage;

/** The facts that the protocol itself tells: of the client, the envelope and the content. */
final class MailFacts {
    private static final long LARGEST_PARAMETER = 1L << 53;

    /** Macros that come with another stage than MAIL, by default; bare names. */
    private static final Map<String, Stage> STAGES = Map.ofEntries(
            Map.entry("j", Stage.CONNECT),
            Map.entry("v", Stage.CONNECT),
            Map.entry("_", Stage.CONNECT),
            Map.entry("daemon_name", Stage.CONNECT),
            Map.entry("daemon_addr", Stage.CONNECT),
            Map.entry("daemon_port", Stage.CONNECT),
            Map.entry("if_name", Stage.CONNECT),
            Map.entry("if_addr", Stage.CONNECT),
            Map.entry("client_addr", Stage.CONNECT),
            Map.entry("client_name", Stage.CONNECT),
            Map.entry("client_port", Stage.CONNECT),
            Map.entry("client_ptr", Stage.CONNECT),
            Map.entry("client_resolve", Stage.CONNECT),
            Map.entry("client_connections", Stage.CONNECT),
            Map.entry("tls_version", Stage.HELO),
            Map.entry("cipher", Stage.HELO),
            Map.entry("cipher_bits", Stage.HELO),
            Map.entry("cert_subject", Stage.HELO),
            Map.entry("cert_issuer", Stage.HELO),
            Map.entry("rcpt_addr", Stage.RCPT),
            Map.entry("rcpt_host", Stage.RCPT),
            Map.entry("rcpt_mailer", Stage.RCPT),
            Map.entry("i", Stage.DATA),
            Map.entry("msg_id", Stage.END_OF_MESSAGE));

    private MailFacts() {}

    static Vocabulary addTo(Vocabulary words) {
        return MilterFacts.addHeadersTo(content(recipients(sender(session(words)))));
    }

    private static Vocabulary session(Vocabulary words) {
        return words.with(text("client.name", Stage.CONNECT, Circumstances::clientName))
                .with(Fact.told("client.address", Type.ADDRESS, Stage.CONNECT, MailFacts::address))
                .with(Fact.told(
                        "client.port",
                        Type.NUMBER,
                        Stage.CONNECT,
                        known -> known.client()
                                .map(client -> (long) client.port())
                                .orElse(0L)))
                .with(Fact.told("client.verified", Type.BOOLEAN, Stage.CONNECT, known -> isName(known.clientName())))
                .with(Fact.told(
                        "client.ipv4",
                        Type.BOOLEAN,
                        Stage.CONNECT,
                        known -> address(known).isIpv4()))
                .with(text("daemon.name", Stage.CONNECT, macro("daemon_name")))
                .with(text("daemon.port", Stage.CONNECT, macro("daemon_port")))
                .with(text(
                        "helo",
                        Stage.HELO,
                        known -> known.helo().map(helo -> helo.name()).orElse("")))
                .with(Fact.told(
                        "tls",
                        Type.BOOLEAN,
                        Stage.HELO,
                        known -> known.macros()
                                .get("tls_version")
                                .filter(version -> !version.isEmpty())
                                .isPresent()))
                .with(text("tls.version", Stage.HELO, macro("tls_version")))
                .with(text("tls.cipher", Stage.HELO, macro("cipher")))
                .with(text("tls.subject", Stage.HELO, macro("cert_subject")))
                .with(text("tls.issuer", Stage.HELO, macro("cert_issuer")))
                .with("macro", MailFacts::ofMacro);
    }

    private static Vocabulary sender(Vocabulary words) {
        return words.with(Fact.told("authenticated", Type.BOOLEAN, Stage.MAIL, MailFacts::isAuthenticated))
                .with(Fact.told("unauthenticated", Type.BOOLEAN, Stage.MAIL, known -> !isAuthenticated(known)))
                .with(text("auth.user", Stage.MAIL, macro("auth_authen")))
                .with(text("auth.mechanism", Stage.MAIL, macro("auth_type")))
                .with(text("sender", Stage.MAIL, Circumstances::senderAddress))
                .with(text("sender.domain", Stage.MAIL, known -> Address.domain(known.senderAddress())))
                .with(Fact.told("sender.size", Type.NUMBER, Stage.MAIL, MailFacts::announcedSize))
                .with(
                        "sender.parameter",
                        name -> text(
                                "sender.parameter(\"" + name + "\")",
                                Stage.MAIL,
                                known -> parameter(known.sender().map(MailFrom::parameters), name)))
                .with(Fact.told(
                        "smtputf8",
                        Type.BOOLEAN,
                        Stage.MAIL,
                        known -> known.sender().stream()
                                .flatMap(from -> from.parameters().stream())
                                .anyMatch("SMTPUTF8"::equalsIgnoreCase)))
                .with(Fact.told("non-smtp", Type.BOOLEAN, Stage.MAIL, MailFacts::isLocal))
                .with(Fact.told("percentile", Type.NUMBER, Stage.MAIL, MailFacts::percentile));
    }

    private static Vocabulary recipients(Vocabulary words) {
        return words.with(text("recipient", Stage.RCPT, known -> Address.plain(recipient(known))))
                .with(text("recipient.domain", Stage.RCPT, known -> Address.domain(recipient(known))))
                .with(
                        "recipient.parameter",
                        name -> text(
                                "recipient.parameter(\"" + name + "\")",
                                Stage.RCPT,
                                known -> parameter(known.recipient().map(RcptTo::parameters), name)))
                .with(Fact.told(
                        "recipients",
                        Type.TEXTS,
                        Stage.DATA,
                        known -> known.recipients().stream()
                                .map(to -> Address.plain(to.address()))
                                .toList()))
                .with(Fact.told("recipients.count", Type.NUMBER, Stage.DATA, known ->
                        (long) known.recipients().size()))
                .with(text("queue-id", Stage.DATA, macro("i")));
    }

    private static Vocabulary content(Vocabulary words) {
        return words.with(Fact.told("message.size", Type.NUMBER, Stage.END_OF_MESSAGE, MailFacts::size))
                .with(Fact.told("headers.count", Type.NUMBER, Stage.END_OF_MESSAGE, known ->
                        (long) headers(known).size()))
                .with(
                        "header",
                        name -> text(
                                "header(\"" + name + "\")",
                                Stage.END_OF_MESSAGE,
                                known -> values(known, name).findFirst().orElse("")))
                .with(
                        "headers",
                        name -> Fact.told(
                                "headers(\"" + name + "\")",
                                Type.TEXTS,
                                Stage.END_OF_MESSAGE,
                                known -> values(known, name).toList()));
    }

    private static Fact<String> text(String name, Stage from, Function<Circumstances, String> value) {
        return Fact.told(name, Type.TEXT, from, value);
    }

    private static Function<Circumstances, String> macro(String name) {
        return known -> known.macros().get(name).orElse("");
    }

    private static Fact<?> ofMacro(String name) {
        Stage from = STAGES.getOrDefault(Macro.bare(name), Stage.MAIL);
        return text("macro(\"" + name + "\")", from, macro(name));
    }

    /** Postfix and Sendmail write the address in brackets where there is no name that they believe. */
    private static boolean isName(String host) {
        return !host.isEmpty() && !host.startsWith("[") && !host.equalsIgnoreCase("unknown");
    }

    private static NetworkAddress address(Circumstances known) {
        return known.client()
                .flatMap(client -> NetworkAddress.parse(client.address()))
                .orElse(NetworkAddress.NONE);
    }

    private static boolean isAuthenticated(Circumstances known) {
        return known.macros()
                .get("auth_authen")
                .or(() -> known.macros().get("auth_type"))
                .filter(value -> !value.isEmpty())
                .isPresent();
    }

    private static String sender(Circumstances known) {
        return known.sender().map(MailFrom::address).orElse("");
    }

    private static String recipient(Circumstances known) {
        return known.recipient().map(RcptTo::address).orElse("");
    }

    /** Mail that cleanup(8) presents: from loopback, port 0, an address without angle brackets. */
    private static boolean isLocal(Circumstances known) {
        boolean loopback = known.client()
                .filter(client -> client.port() == 0)
                .filter(client ->
                        client.address().equals("127.0.0.1") || client.address().equals("::1"))
                .isPresent();
        return loopback && !sender(known).startsWith("<");
    }

    private static String parameter(Optional<List<String>> parameters, String name) {
        String begin = name.toLowerCase(Locale.ROOT) + "=";
        return parameters.stream()
                .flatMap(List::stream)
                .filter(parameter -> parameter.toLowerCase(Locale.ROOT).startsWith(begin))
                .findFirst()
                .map(parameter -> parameter.substring(begin.length()))
                .orElse("");
    }

    private static long announcedSize(Circumstances known) {
        String size = parameter(known.sender().map(MailFrom::parameters), "SIZE");
        return size.matches("\\d{1,16}") ? Math.min(Long.parseLong(size), LARGEST_PARAMETER) : 0;
    }

    /** The same for each attempt to deliver a mail: of the client's address and the sender's. */
    private static long percentile(Circumstances known) {
        var sum = new CRC32();
        sum.update(address(known).octets());
        sum.update(known.senderAddress().getBytes(StandardCharsets.ISO_8859_1));
        return sum.getValue() % 100;
    }

    private static List<Header> headers(Circumstances known) {
        return known.message().map(Message::headers).orElse(List.of());
    }

    private static Stream<String> values(Circumstances known, String name) {
        return headers(known).stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::text);
    }

    private static long size(Circumstances known) {
        long inHeaders = headers(known).stream()
                .mapToLong(header -> header.name().length() + header.value().length() + 3L)
                .sum();
        return known.message().map(Message::bodySize).orElse(0L) + inHeaders;
    }
}
