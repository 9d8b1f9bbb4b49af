package org.miltermanager.app.check;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.miltermanager.app.mta.Phrases;
import org.miltermanager.transport.Endpoint;

/** What a service that is no milter says of itself, unasked or to an empty line. */
final class Banner {
    private static final int LONGEST = 100;
    private static final long WAIT_MILLIS = 1_000;
    private static final ByteBuffer EMPTY_LINES =
            ByteBuffer.wrap("\r\n\r\n".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();

    private Banner() {}

    /** Its first line, fit to be printed; empty where it says nothing, or no text. */
    static String at(Endpoint endpoint) {
        boolean unix = endpoint.family() == StandardProtocolFamily.UNIX;
        try (var socket = unix ? SocketChannel.open(endpoint.family()) : SocketChannel.open();
                var selector = Selector.open()) {
            socket.connect(endpoint.address());
            socket.configureBlocking(false);
            socket.register(selector, SelectionKey.OP_READ);
            String said = said(socket, selector);
            if (said.isEmpty()) {
                socket.write(EMPTY_LINES.duplicate());
                said = said(socket, selector);
            }
            return isText(said) ? Phrases.text(said.lines().findFirst().orElse("")) : "";
        } catch (IOException gone) {
            return "";
        }
    }

    private static String said(SocketChannel socket, Selector selector) throws IOException {
        var heard = ByteBuffer.allocate(LONGEST);
        selector.select(WAIT_MILLIS);
        socket.read(heard);
        return new String(heard.array(), 0, heard.position(), StandardCharsets.ISO_8859_1);
    }

    private static boolean isText(String said) {
        return said.lines().findFirst().orElse("").chars().allMatch(octet -> octet >= ' ' && octet != 0x7F);
    }

    /** Which service speaks so. */
    static String kind(String banner) {
        if (banner.startsWith("HTTP/") || banner.startsWith("<")) {
            return "an HTTP server";
        }
        if (banner.startsWith("* OK")) {
            return "an IMAP server";
        }
        if (banner.startsWith("+OK")) {
            return "a POP3 server";
        }
        if (banner.startsWith("SSH-")) {
            return "an SSH server";
        }
        return banner.matches("[2-5]\\d\\d[ -].*") ? "an SMTP server, or one alike," : "another service";
    }
}
