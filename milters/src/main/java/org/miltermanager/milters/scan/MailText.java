package org.miltermanager.milters.scan;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.miltermanager.milter.Content;
import org.miltermanager.milter.Message;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Octets;

/**
 * A message as it would be sent by SMTP: header lines, an empty line, the body; each line ends with CRLF. The body is not copied: it is
 * read from where the message keeps it, part by part.
 *
 * @param head header lines and the empty line
 * @param body what follows
 * @param size octets in all; of a message that is arriving, what it may have at the most
 */
public record MailText(Octets head, Iterable<Octets> body, long size) {
    /** A message that is arriving has become longer than it may be. */
    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** @param above what stands above the message's own header lines: whole lines */
    public static MailText of(String above, Message message) {
        Octets head = head(above, message);
        return new MailText(head, message.body(), head.length() + message.bodySize());
    }

    /**
     * A message that is arriving.
     *
     * @param above what stands above the message's own header lines: whole lines
     * @param atMost octets that it may have in all; to read more ends in {@link TooLong}
     */
    static MailText arriving(String above, Content content, long atMost) {
        Octets head = head(above, content);
        return new MailText(head, () -> new Bounded(content.body().iterator(), atMost - head.length()), atMost);
    }

    private static Octets head(String above, Content content) {
        var head = new StringBuilder(above);
        for (Header header : content.headers()) {
            head.append(header.name()).append(':').append(folded(header.value()));
            head.append("\r\n");
        }
        return Octets.of(head.append("\r\n").toString());
    }

    private static String folded(String value) {
        return value.indexOf('\n') < 0 ? value : value.replace("\r\n", "\n").replace("\n", "\r\n");
    }

    /**
     * From its begin. Each call starts anew.
     *
     * @throws java.io.UncheckedIOException while it is read, if the disk refuses
     */
    public Iterable<ByteBuffer> parts() {
        return () -> Stream.concat(Stream.of(head), StreamSupport.stream(body.spliterator(), false))
                .map(Octets::buffer)
                .iterator();
    }
}
