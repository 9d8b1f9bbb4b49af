package org.miltermanager.milters.scan;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.miltermanager.milter.Message;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Octets;

/**
 * A message as it would be sent by SMTP: header lines, an empty line, the body; each line ends with CRLF. The body is not copied: it is
 * read from where the message keeps it, part by part.
 *
 * @param head header lines and the empty line
 * @param message whose body follows
 */
public record MailText(Octets head, Message message) {
    /** @param above what stands above the message's own header lines: whole lines */
    public static MailText of(String above, Message message) {
        var head = new StringBuilder(above);
        for (Header header : message.headers()) {
            head.append(header.name()).append(':').append(folded(header.value()));
            head.append("\r\n");
        }
        return new MailText(Octets.of(head.append("\r\n").toString()), message);
    }

    private static String folded(String value) {
        return value.indexOf('\n') < 0 ? value : value.replace("\r\n", "\n").replace("\n", "\r\n");
    }

    /** Octets in all. */
    public long size() {
        return head.length() + message.bodySize();
    }

    /**
     * From its begin. Each call starts anew.
     *
     * @throws java.io.UncheckedIOException while it is read, if the disk refuses
     */
    public Iterable<ByteBuffer> parts() {
        return () -> Stream.concat(
                        Stream.of(head), StreamSupport.stream(message.body().spliterator(), false))
                .map(Octets::buffer)
                .iterator();
    }
}
