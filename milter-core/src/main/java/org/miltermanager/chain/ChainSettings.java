package org.miltermanager.chain;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What holds for every chain.
 *
 * @param front which mail server is in front
 * @param commandTime how long all milters together may take to answer a command of the client; empty for what the mail server allows
 * @param messageTime how long they may take to answer a message; empty for what the mail server and its clients allow
 * @param messages how large they may be
 * @param rejectLocalRecipientsLater whether a recipient's rejection in mail that did not come by SMTP becomes the message's: Postfix
 *     would keep such mail in its queue for ever
 * @param threads what milters run on that are reached, or work, at the same time; each task needs a thread at once
 */
public record ChainSettings(
        Front front,
        Optional<Duration> commandTime,
        Optional<Duration> messageTime,
        MessageLimits messages,
        boolean rejectLocalRecipientsLater,
        Executor threads) {
    /** The defaults of the program. */
    public static ChainSettings defaults() {
        return new ChainSettings(
                Front.of(Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                MessageLimits.defaults(),
                true,
                Thread::startVirtualThread);
    }

    Duration commandTime(MailServer server) {
        return commandTime.orElseGet(server::commandTime);
    }

    Duration messageTime(MailServer server) {
        return messageTime.orElseGet(server::messageTime);
    }

    /** The same, in front of them a certain mail server. */
    public ChainSettings behind(MailServer known) {
        return new ChainSettings(
                Front.of(Optional.of(known)), commandTime, messageTime, messages, rejectLocalRecipientsLater, threads);
    }

    /** The same for messages of another size. */
    public ChainSettings with(MessageLimits limits) {
        return new ChainSettings(front, commandTime, messageTime, limits, rejectLocalRecipientsLater, threads);
    }
}
