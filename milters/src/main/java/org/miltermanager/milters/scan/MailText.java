package org.miltermanager.milters.scan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

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
    private static final String END = "\r\n";

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

    /** In one array of the right size: headers may be long, and there are many sessions. */
    private static Octets head(String above, Content content) {
        int size = above.length() + END.length();
        for (Header header : content.headers()) {
            size += header.name().length() + 1 + folded(header.value()).length() + END.length();
        }
        var head = ByteBuffer.allocate(size).put(above.getBytes(ISO_8859_1));
        for (Header header : content.headers()) {
            head.put((header.name() + ':' + folded(header.value()) + END).getBytes(ISO_8859_1));
        }
        return Octets.of(head.put(END.getBytes(ISO_8859_1)).array());
    }

    private static String folded(String value) {
        return value.indexOf('\n') < 0 ? value : value.replace(END, "\n").replace("\n", END);
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
