package org.miltermanager.chain;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.miltermanager.milter.BodySpool;
import org.miltermanager.milter.MessageMemory;

/**
 * What holds for every chain.
 *
 * @param server which mail server is in front; empty to recognise it when a client connects
 * @param commandTime how long all milters together may take to answer a command of the client; empty for what the mail server allows
 * @param messageTime how long they may take to answer a message; shorter than an SMTP client's ten minutes (RFC 5321 4.5.3.2.6)
 * @param spoolDirectory where large bodies are kept
 * @param bodyInMemory octets of a body that are kept in memory
 * @param maxSpool octets of a body; a larger message is refused
 * @param maxHeaders headers of a message; one with more is refused
 * @param maxHeaderOctets octets of all headers of a message together; one with more is refused
 * @param rejectLocalRecipientsLater whether a recipient's rejection in mail that did not come by SMTP becomes the message's: Postfix
 *     would keep such mail in its queue for ever
 * @param memory what bodies and headers of all messages together may take; beyond it bodies are kept on disk, and a message whose
 *     headers find no room is deferred
 * @param threads what milters run on that are reached, or work, at the same time; each task needs a thread at once
 */
public record ChainSettings(
        Optional<MailServer> server,
        Optional<Duration> commandTime,
        Duration messageTime,
        Path spoolDirectory,
        long bodyInMemory,
        long maxSpool,
        int maxHeaders,
        long maxHeaderOctets,
        boolean rejectLocalRecipientsLater,
        MessageMemory memory,
        Executor threads) {
    /** The defaults of the program. */
    public static ChainSettings defaults() {
        return new ChainSettings(
                Optional.empty(),
                Optional.empty(),
                Duration.ofMinutes(9),
                Path.of(System.getProperty("java.io.tmpdir")),
                1 << 20,
                1L << 30,
                10_000,
                16 << 20,
                true,
                new MessageMemory(32 << 20),
                Thread::startVirtualThread);
    }

    /** An empty body for a message that arrives. */
    BodySpool newSpool() {
        return new BodySpool(spoolDirectory, bodyInMemory, maxSpool, memory);
    }

    /** An empty body for what a milter makes of one, and may forget: all of it but the last chunk is kept on disk. */
    BodySpool newReplacement() {
        return new BodySpool(spoolDirectory, 0, maxSpool, memory);
    }

    /** The same, in front of them a certain mail server. */
    public ChainSettings behind(MailServer known) {
        return new ChainSettings(
                Optional.of(known),
                commandTime,
                messageTime,
                spoolDirectory,
                bodyInMemory,
                maxSpool,
                maxHeaders,
                maxHeaderOctets,
                rejectLocalRecipientsLater,
                memory,
                threads);
    }
}
