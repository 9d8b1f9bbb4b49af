package org.miltermanager.milters.spamd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.zip.DeflaterOutputStream;
import org.miltermanager.milters.scan.MailText;
import org.miltermanager.service.Exchange;
import org.miltermanager.service.Shown;

/**
 * A request to spamd (SPAMC/SPAMD protocol 1.5).
 *
 * @param verb what is asked for
 * @param user whose preferences hold; empty: those of the daemon's own user
 * @param compress whether the message is sent compressed ({@code Compress: zlib})
 */
record Spamc(Verb verb, String user, boolean compress) {
    /** By how much an answer may be longer than what it repeats of the message, twice: reports, and headers. */
    private static final int MORE = 1 << 20;

    private static final int LONGEST_LINE = 200;

    /** Shows a message. @throws IOException if the server is gone, or too slow */
    SpamdReply rate(Exchange exchange, MailText mail) throws IOException {
        try {
            if (compress) {
                byte[] small = compressed(mail);
                exchange.send(ByteBuffer.wrap(head(small.length)));
                exchange.send(ByteBuffer.wrap(small));
            } else {
                sendAsIs(exchange, mail);
            }
            exchange.endSending(); // as spamc does: spamd reads a compressed message to the end of the stream
        } catch (InterruptedIOException late) {
            throw late;
        } catch (IOException closed) {
            return early(exchange, closed);
        }
        return reply(exchange, verb == Verb.PROCESS ? mail.size() : mail.head().length());
    }

    private void sendAsIs(Exchange exchange, MailText mail) throws IOException {
        exchange.send(ByteBuffer.wrap(head(mail.size())));
        for (ByteBuffer part : mail.parts()) {
            exchange.send(part);
        }
    }

    private SpamdReply early(Exchange exchange, IOException closed) throws IOException {
        SpamdReply reply = reply(exchange, 0);
        if (reply instanceof SpamdReply.Cut) {
            throw closed;
        }
        if (reply instanceof SpamdReply.Rated) {
            throw new ProtocolException("no spamd: got a rating before it was shown all of the message");
        }
        return reply;
    }

    private static SpamdReply reply(Exchange exchange, long repeated) throws IOException {
        return SpamdReply.parse(exchange.receiveAll((int) Math.min(2 * repeated + MORE, Integer.MAX_VALUE / 2)));
    }

    private byte[] head(long length) {
        String head = verb + " SPAMC/1.5\r\n" + (user.isEmpty() ? "" : "User: " + user + "\r\n")
                + (compress ? "Compress: zlib\r\n" : "") + "Content-length: " + length + "\r\n\r\n";
        return head.getBytes(ISO_8859_1);
    }

    private static byte[] compressed(MailText mail) throws IOException {
        var small = new ByteArrayOutputStream();
        try (var zlib = new DeflaterOutputStream(small)) {
            for (ByteBuffer part : mail.parts()) {
                byte[] octets = new byte[part.remaining()];
                part.get(octets);
                zlib.write(octets);
            }
        }
        return small.toByteArray();
    }

    /** Asks whether it is there. */
    static String ping(Exchange exchange) throws IOException {
        exchange.send(ByteBuffer.wrap("PING SPAMC/1.5\r\n\r\n".getBytes(ISO_8859_1)));
        String said = exchange.receiveUntil("\n", LONGEST_LINE).strip();
        if (!said.matches("SPAMD/\\S+ 0 PONG")) {
            throw new ProtocolException(
                    "no spamd: got \"" + Shown.of(said) + "\" to PING, expected \"SPAMD/… 0 PONG\"");
        }
        return said;
    }
}
