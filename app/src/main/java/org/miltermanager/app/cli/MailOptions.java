package org.miltermanager.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.miltermanager.app.config.TextFile;
import org.miltermanager.app.mta.Mail;
import org.miltermanager.app.mta.MailText;
import org.miltermanager.transport.Endpoint;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Octets;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The mail that a played mail server has: from options, or from a file. Names and defaults as in {@code milter-test-server}. */
final class MailOptions {
    private static final List<String> BODY =
            List.of("La de da de da 1.\n", "La de da de da 2.\n", "La de da de da 3.\n", "La de da de da 4.");

    @Mixin
    private MacroOptions macros = new MacroOptions();

    @Option(
            names = "--connect-host",
            paramLabel = "HOST",
            defaultValue = "mx.example.net",
            description = "Name of the client. Default: ${DEFAULT-VALUE}")
    private String host = "";

    @Option(
            names = "--connect-address",
            paramLabel = "SPEC",
            defaultValue = "inet:50443@[192.168.123.123]",
            description = "Address of the client. Default: ${DEFAULT-VALUE}")
    private String address = "";

    @Option(
            names = "--helo-fqdn",
            paramLabel = "NAME",
            defaultValue = "delian",
            description = "How it greets. Default: ${DEFAULT-VALUE}")
    private String helo = "";

    @Option(
            names = {"-f", "--envelope-from", "--from"},
            paramLabel = "ADDRESS",
            description = "MAIL FROM. Default: that of the mail file, else <sender@example.com>")
    private @Nullable String sender;

    @Option(
            names = {"-r", "--envelope-recipient", "--recipient"},
            paramLabel = "ADDRESS",
            description = "RCPT TO. Repeatable. Default: those of the mail file, else <receiver@example.org>")
    private List<String> recipients = new ArrayList<>();

    @Option(
            names = "--unknown",
            paramLabel = "COMMAND",
            description = "An SMTP command that the mail server does not know, said before DATA.")
    private List<String> unknown = new ArrayList<>();

    @Option(
            names = {"-h", "--header"},
            paramLabel = "NAME:VALUE",
            description = "A header. Repeatable. Default: From and To, from the envelope")
    private List<String> headers = new ArrayList<>();

    @Option(
            names = {"-b", "--body"},
            paramLabel = "CHUNK",
            description = "A part of the body. Repeatable. Default: four lines")
    private List<String> body = new ArrayList<>();

    @Option(
            names = {"-m", "--mail-file"},
            paramLabel = "PATH",
            description =
                    "Take header and body from this file (- is standard input), and the envelope from its From: and To:")
    private @Nullable Path file;

    /** @throws IllegalArgumentException where an option makes no sense; the message says which */
    Mail mail() {
        MailText read = file == null ? new MailText(List.of(), Octets.NONE) : MailText.parse(content(file));
        String from = sender != null ? bracketed(sender) : first(read.addresses("From"), "<sender@example.com>");
        List<String> to = recipients.isEmpty()
                ? read.addresses("To")
                : recipients.stream().map(MailOptions::bracketed).toList();
        List<String> someone = to.isEmpty() ? List.of("<receiver@example.org>") : to;
        return new Mail(
                client(),
                octets(helo),
                from,
                someone,
                unknown.stream().map(MailOptions::octets).toList(),
                macros.told(),
                file == null ? written(from, someone) : read);
    }

    private static byte[] content(Path file) {
        try {
            return file.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("--mail-file: " + file + ": " + TextFile.reason(file, e), e);
        }
    }

    private static String first(List<String> found, String otherwise) {
        return found.isEmpty() ? otherwise : found.getFirst();
    }

    private static String bracketed(String text) {
        return octets(text.startsWith("<") ? text : "<" + text + ">");
    }

    /** Text as the octets of its UTF-8, one char each. */
    static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private Connect client() {
        return switch (Endpoint.parse(address)) {
            case Endpoint.Unix(var path) -> new Connect(octets(host), Connect.Family.UNIX, 0, path.toString());
            case Endpoint.Inet(var scheme, var port, var ip) ->
                new Connect(
                        octets(host),
                        scheme.equals("inet6") || ip.contains(":") ? Connect.Family.INET6 : Connect.Family.INET,
                        port,
                        ip);
        };
    }

    private MailText written(String from, List<String> to) {
        var written = new ArrayList<Header>();
        if (headers.isEmpty()) {
            written.add(new Header("From", " " + from));
            written.add(new Header("To", " " + String.join(", ", to)));
        }
        headers.forEach(text -> written.add(header(text)));
        String text = octets(String.join("", body.isEmpty() ? BODY : body));
        return new MailText(written, Octets.of(text.replaceAll("\r?\n", "\r\n")));
    }

    private static Header header(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("--header '" + text + "' has no name, expected NAME:VALUE");
        }
        String value = text.substring(colon + 1);
        return new Header(octets(text.substring(0, colon)), octets(value.startsWith(" ") ? value : " " + value));
    }
}
