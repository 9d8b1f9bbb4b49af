package org.miltermanager.chain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Stage;

/** Which mail server is in front. Both speak the same protocol, and differ in what they do with their milters. */
public enum MailServer {
    /** Measured on 3.7 and 3.12. */
    POSTFIX(Duration.ofSeconds(25)),
    /** Measured on 8.17; its default for a reply is {@code R:10s}. */
    SENDMAIL(Duration.ofSeconds(9));

    private final Duration commandTime;

    MailServer(Duration commandTime) {
        this.commandTime = commandTime;
    }

    /**
     * Who speaks, by what it tells when a client connects: Postfix by default sends its version in {@code v} or its address in
     * {@code {daemon_addr}}, Sendmail the name of its interface in {@code {if_name}}.
     */
    static MailServer recognised(Macros macros) {
        boolean postfix =
                macros.get("v").filter(version -> version.startsWith("Postfix")).isPresent()
                        || macros.get("daemon_addr").isPresent();
        return !postfix && macros.get("if_name").isPresent() ? SENDMAIL : POSTFIX;
    }

    /** How long it may take until a command of the client is answered, all milters together: inside the mail server's own limit. */
    Duration commandTime() {
        return commandTime;
    }

    /** @return true where a message that one milter quarantines is not shown to those behind it */
    boolean quarantineEndsReview() {
        return this == POSTFIX;
    }

    /** @return true where the mail server sends SMFIC_ABORT to all milters after each message, whatever became of it */
    boolean abortsAlways() {
        return this == POSTFIX;
    }

    /** @return true where a milter that accepts the whole session is told SMFIC_QUIT before its socket is closed */
    boolean quitsAccepted() {
        return this == SENDMAIL;
    }

    /**
     * The macros of a message's content, also of content that a milter made: Postfix tells those of SMFIC_EOH with each header and those of
     * SMFIC_BODYEOB with each part of the body, Sendmail none.
     */
    Macros ofContent(Macros told) {
        return this == SENDMAIL
                ? told
                : stage -> told.at(stage).or(() -> switch (stage) {
                    case HEADER -> told.at(Stage.END_OF_HEADERS);
                    case BODY -> told.at(Stage.END_OF_MESSAGE);
                    default -> Optional.empty();
                });
    }

    /** The header block of a message as this mail server edits it. */
    HeaderModel headers(List<Header> arrived) {
        return this == POSTFIX ? PostfixHeaders.of(arrived) : SendmailHeaders.of(arrived);
    }
}
