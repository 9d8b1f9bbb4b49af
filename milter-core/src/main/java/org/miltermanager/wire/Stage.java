package org.miltermanager.wire;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A point in an SMTP session at which a milter is asked. In the order in which macros shadow each other: a value given at a later
 * stage hides an earlier one (libmilter, {@code smfi_getsymval}).
 */
public enum Stage {
    CONNECT(CommandCode.CONNECT, 1, StepFlag.NOCONNECT, StepFlag.NR_CONN),
    HELO(CommandCode.HELO, 1, StepFlag.NOHELO, StepFlag.NR_HELO),
    UNKNOWN(CommandCode.UNKNOWN, 3, StepFlag.NOUNKNOWN, StepFlag.NR_UNKN),
    MAIL(CommandCode.MAIL, 1, StepFlag.NOMAIL, StepFlag.NR_MAIL),
    RCPT(CommandCode.RCPT, 1, StepFlag.NORCPT, StepFlag.NR_RCPT),
    DATA(CommandCode.DATA, 4, StepFlag.NODATA, StepFlag.NR_DATA),
    HEADER(CommandCode.HEADER, 1, StepFlag.NOHDRS, StepFlag.NR_HDR),
    END_OF_HEADERS(CommandCode.END_OF_HEADERS, 1, StepFlag.NOEOH, StepFlag.NR_EOH),
    BODY(CommandCode.BODY, 1, StepFlag.NOBODY, StepFlag.NR_BODY),
    END_OF_MESSAGE(CommandCode.END_OF_BODY, 1, null, null);

    /** The order of a look-up. */
    static final List<Stage> LATEST_FIRST = List.of(values()).reversed();

    private final CommandCode command;
    private final int sinceVersion;
    private final @Nullable StepFlag declinedBy;
    private final @Nullable StepFlag unansweredBy;

    Stage(CommandCode command, int sinceVersion, @Nullable StepFlag declinedBy, @Nullable StepFlag unansweredBy) {
        this.command = command;
        this.sinceVersion = sinceVersion;
        this.declinedBy = declinedBy;
        this.unansweredBy = unansweredBy;
    }

    /** The command that announces this stage to a milter. */
    public CommandCode command() {
        return command;
    }

    /** The lowest negotiated protocol version with this stage, as Postfix masks it: 3 for SMFIC_UNKNOWN, 4 for SMFIC_DATA, else 1. */
    public int sinceVersion() {
        return sinceVersion;
    }

    /** The flag with which a milter declines this stage; empty for the end of the message, which none can decline. */
    public Optional<StepFlag> declinedBy() {
        return Optional.ofNullable(declinedBy);
    }

    /** The flag with which a milter promises no reply to this stage; empty for the end of the message. */
    public Optional<StepFlag> unansweredBy() {
        return Optional.ofNullable(unansweredBy);
    }

    /** @return true for header, end of headers, body and end of message: the parts that Postfix sends from its queue file */
    public boolean isContent() {
        return compareTo(HEADER) >= 0;
    }

    /** @param octet the command octet inside SMFIC_MACRO; empty where no stage has macros of that command */
    public static Optional<Stage> of(char octet) {
        for (Stage stage : values()) {
            if (stage.command.octet() == octet) {
                return Optional.of(stage);
            }
        }
        return Optional.empty();
    }
}
