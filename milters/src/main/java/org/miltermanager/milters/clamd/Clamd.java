package org.miltermanager.milters.clamd;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import org.miltermanager.milters.scan.MailText;
import org.miltermanager.service.Exchange;
import org.miltermanager.service.Shown;

/** The protocol of clamd (clamd(8)): a command that begins with {@code z} ends with NUL, as its reply does. */
final class Clamd {
    private static final String NUL = "\0";
    private static final int LONGEST_LINE = 200;

    private Clamd() {}

    /**
     * Scans a message.
     *
     * @throws IOException if the server is gone, or too slow
     */
    static ScanResult scan(Exchange exchange, MailText mail) throws IOException {
        try {
            var stream = new Instream(exchange, mail.size());
            for (ByteBuffer part : mail.parts()) {
                if (!stream.put(part)) {
                    return early(exchange);
                }
            }
            stream.end();
        } catch (InterruptedIOException late) {
            throw late;
        } catch (IOException closed) {
            ScanResult result = early(exchange);
            if (result instanceof ScanResult.Cut) {
                throw closed;
            }
            return result;
        }
        return result(exchange);
    }

    /** clamd answers and closes as soon as a stream is too long; what it said is there although nothing can be written any more. */
    private static ScanResult early(Exchange exchange) throws IOException {
        ScanResult result = result(exchange);
        if (result instanceof ScanResult.Clean) {
            throw new ProtocolException("no clamd: got \"stream: OK\" before it was shown all of the message");
        }
        return result;
    }

    private static ScanResult result(Exchange exchange) throws IOException {
        return ScanResult.parse(exchange.receiveUntil(NUL, ScanResult.LONGEST));
    }

    /** Asks whether it is there (PING), and which version with which signatures it is, which clamd may be told to keep to itself. */
    static String version(Exchange exchange) throws IOException {
        exchange.send(ByteBuffer.wrap("zIDSESSION\0zPING\0zVERSION\0zEND\0".getBytes(US_ASCII)));
        String pong = exchange.receiveUntil("\0\n", LONGEST_LINE); // strangers tend to speak in lines
        if (!pong.equals("1: PONG\0")) {
            throw new ProtocolException(
                    "no clamd: got \"" + Shown.of(pong.strip()) + "\" to PING, expected \"1: PONG\"");
        }
        String version =
                exchange.receiveAll(LONGEST_LINE).substring(pong.length()).replace(NUL, "");
        return version.startsWith("2: ClamAV ")
                ? Shown.of(version.substring(3))
                : "clamd, which does not tell its version";
    }
}
