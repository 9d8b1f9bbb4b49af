package org.miltermanager.wire;

import java.util.Optional;

/** First octet of a packet from the mail server (SMFIC_*, {@code mfdef.h}). */
public enum CommandCode {
    NEGOTIATE('O', "SMFIC_OPTNEG"),
    MACRO('D', "SMFIC_MACRO"),
    CONNECT('C', "SMFIC_CONNECT"),
    HELO('H', "SMFIC_HELO"),
    MAIL('M', "SMFIC_MAIL"),
    RCPT('R', "SMFIC_RCPT"),
    DATA('T', "SMFIC_DATA"),
    HEADER('L', "SMFIC_HEADER"),
    END_OF_HEADERS('N', "SMFIC_EOH"),
    BODY('B', "SMFIC_BODY"),
    END_OF_BODY('E', "SMFIC_BODYEOB"),
    UNKNOWN('U', "SMFIC_UNKNOWN"),
    ABORT('A', "SMFIC_ABORT"),
    QUIT('Q', "SMFIC_QUIT"),
    QUIT_NEW_CONNECTION('K', "SMFIC_QUIT_NC");

    private static final CommandCode[] BY_OCTET = new CommandCode[256];

    static {
        for (CommandCode code : values()) {
            BY_OCTET[code.octet] = code;
        }
    }

    private final char octet;
    private final String wireName;

    CommandCode(char octet, String wireName) {
        this.octet = octet;
        this.wireName = wireName;
    }

    /** The octet on the wire, an ASCII character. */
    public char octet() {
        return octet;
    }

    /** The name in {@code mfdef.h}, as logs and errors give it. */
    public String wireName() {
        return wireName;
    }

    /** @param octet 0 to 255; empty where no command has that code */
    public static Optional<CommandCode> of(int octet) {
        return Optional.ofNullable(BY_OCTET[octet & 0xFF]);
    }
}
