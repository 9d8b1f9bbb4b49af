package org.miltermanager.milters.clamd;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import org.miltermanager.milters.scan.MailText;
import org.miltermanager.service.Exchange;
import org.miltermanager.service.Shown;

/** The protocol of clamd (clamd(8)): a command that begins with {@code z} ends with NUL, as its reply does. */
final class Clamd {
    private static final char NUL = '\0';
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
                    return result(exchange);
                }
            }
            stream.end();
        } catch (InterruptedIOException late) {
            throw late;
        } catch (IOException closed) {
            return early(exchange, closed);
        }
        return result(exchange);
    }

    /** clamd answers and closes as soon as a stream is too long; what it said is there although nothing can be written any more. */
    private static ScanResult early(Exchange exchange, IOException closed) throws IOException {
        ScanResult result = result(exchange);
        if (result instanceof ScanResult.Cut) {
            throw closed;
        }
        return result;
    }

    private static ScanResult result(Exchange exchange) throws IOException {
        return ScanResult.parse(exchange.receiveUntil(NUL, ScanResult.LONGEST));
    }

    /** Asks whether it is there, and which version with which signatures it is. */
    static String version(Exchange exchange) throws IOException {
        exchange.send(ByteBuffer.wrap(new byte[] {'z', 'V', 'E', 'R', 'S', 'I', 'O', 'N', NUL}));
        String said = exchange.receiveUntil(NUL, LONGEST_LINE).replace("\0", "").strip();
        if (!said.startsWith("ClamAV ")) {
            throw new ProtocolException("no clamd: got \"" + Shown.of(said) + "\" to VERSION, expected \"ClamAV …\"");
        }
        return Shown.of(said);
    }
}
