package org.miltermanager.chain;

import java.nio.file.Path;
import org.miltermanager.milter.BodySpool;
import org.miltermanager.milter.MessageMemory;

/**
 * How large a message may be, and where it is kept while the milters judge it.
 *
 * @param spoolDirectory where large bodies are kept
 * @param bodyInMemory octets of a body that are kept in memory
 * @param maxSpool octets of a body; a larger message is refused
 * @param maxHeaders headers of a message; one with more is refused
 * @param maxHeaderOctets octets of all headers of a message together; one with more is refused
 * @param memory what bodies and headers of all messages together may take, bodies no more than half of it; beyond it bodies are kept on
 *     disk, and a message whose headers find no room is deferred
 */
public record MessageLimits(
        Path spoolDirectory,
        long bodyInMemory,
        long maxSpool,
        int maxHeaders,
        long maxHeaderOctets,
        MessageMemory memory) {
    /** The defaults of the program. */
    public static MessageLimits defaults() {
        return new MessageLimits(
                Path.of(System.getProperty("java.io.tmpdir")),
                1 << 20,
                1L << 30,
                10_000,
                16 << 20,
                new MessageMemory(32 << 20));
    }

    /** An empty body for a message that arrives. */
    BodySpool newSpool() {
        return new BodySpool(spoolDirectory, bodyInMemory, maxSpool, memory);
    }

    /** An empty body for what a milter makes of one, and may forget: all of it but the last chunk is kept on disk. */
    BodySpool newReplacement() {
        return new BodySpool(spoolDirectory, 0, maxSpool, memory);
    }
}
