package org.miltermanager.chain;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Stage;

/** Which mail server is in front. Both speak the same protocol, and differ in what they do with their milters. */
public enum MailServer {
    /** Measured on 3.7 and 3.12. It waits for a message's verdict as long as it hears that we are at work; its clients wait ten minutes. */
    POSTFIX(Duration.ofSeconds(25), Duration.ofMinutes(9)),
    /** Measured on 8.17; its defaults are {@code R:10s} for a reply, and {@code E:5m} for the end of a message, whatever it hears. */
    SENDMAIL(Duration.ofSeconds(9), Duration.ofSeconds(270));

    private final Duration commandTime;
    private final Duration messageTime;

    MailServer(Duration commandTime, Duration messageTime) {
        this.commandTime = commandTime;
        this.messageTime = messageTime;
    }

    /**
     * Who speaks, by what it tells when a client connects: Postfix by default sends its version in {@code v}, and has no name of an
     * interface to send; Sendmail by default sends that in {@code {if_name}}.
     */
    static MailServer recognised(Macros macros) {
        boolean postfix =
                macros.get("v").filter(version -> version.startsWith("Postfix")).isPresent();
        return !postfix && macros.get("if_name").isPresent() ? SENDMAIL : POSTFIX;
    }

    /** What it tells a milter that asks for no macros by name, by stage, in its order. */
    Map<Stage, List<String>> macros() {
        return this == POSTFIX ? DefaultMacros.POSTFIX : DefaultMacros.SENDMAIL;
    }

    /** How long it may take until a command of the client is answered, all milters together: inside the mail server's own limit. */
    Duration commandTime() {
        return commandTime;
    }

    /** The same for a message that is complete (RFC 5321 4.5.3.2.6). */
    Duration messageTime() {
        return messageTime;
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

    /**
     * @return true where a milter's own refusal or discard before the content ends its part of the message. Sendmail tells it SMFIC_ABORT
     *     when the client or another milter ends the message, and unknown commands until then
     */
    boolean decisionsEndEnvelope() {
        return this == POSTFIX;
    }

    /** @return true where unknown commands are told also to a milter whose part of the message is over */
    boolean tellsUnknownAlways() {
        return this == POSTFIX;
    }

    /** @return true where a line of a header that does not begin with a blank stays as it is until the message is delivered */
    boolean indentsAtDelivery() {
        return this == SENDMAIL;
    }

    /** @return true where it complains of an edit's ESMTP parameters in the SMTP session */
    boolean complainsToTheClient() {
        return this == SENDMAIL;
    }

    /** @return true where a body whose last line has no end gets one at once */
    boolean endsLastLine() {
        return this == POSTFIX;
    }

    /**
     * @return true where a complete message may be answered with SMFIR_ACCEPT, and the next one is shown nevertheless. Postfix before 3.12
     *     may pass the next one by, if it has refused the first one after that answer; SMFIR_CONTINUE means the same there, without the risk
     */
    boolean takesAcceptForMessage() {
        return this == SENDMAIL;
    }

    /** @return true where each quarantine replaces the reason of those before it */
    boolean keepsLastQuarantine() {
        return this == SENDMAIL;
    }

    /** @return true where a milter that asks for no names at a stage (SMFIR_SETSYMLIST) is told none; otherwise it is told the usual ones */
    boolean knowsEmptyRequests() {
        return this == SENDMAIL;
    }

    /** The header block of a message as this mail server edits it. */
    HeaderModel headers(List<Header> arrived) {
        return this == POSTFIX ? PostfixHeaders.of(arrived) : SendmailHeaders.of(arrived);
    }
}
