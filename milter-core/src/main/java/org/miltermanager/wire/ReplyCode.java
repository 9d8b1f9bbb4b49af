package org.miltermanager.wire;

import java.util.Optional;

/** First octet of a packet from the milter (SMFIR_*, {@code mfdef.h}). */
public enum ReplyCode {
    NEGOTIATE('O', "SMFIR_OPTNEG"),
    CONTINUE('c', "SMFIR_CONTINUE"),
    ACCEPT('a', "SMFIR_ACCEPT"),
    REJECT('r', "SMFIR_REJECT"),
    TEMPFAIL('t', "SMFIR_TEMPFAIL"),
    DISCARD('d', "SMFIR_DISCARD"),
    SKIP('s', "SMFIR_SKIP"),
    SHUTDOWN('4', "SMFIR_SHUTDOWN"),
    CONN_FAIL('f', "SMFIR_CONN_FAIL"),
    SMTP_REPLY('y', "SMFIR_REPLYCODE"),
    PROGRESS('p', "SMFIR_PROGRESS"),
    QUARANTINE('q', "SMFIR_QUARANTINE"),
    ADD_HEADER('h', "SMFIR_ADDHEADER"),
    INSERT_HEADER('i', "SMFIR_INSHEADER"),
    CHANGE_HEADER('m', "SMFIR_CHGHEADER"),
    REPLACE_BODY('b', "SMFIR_REPLBODY"),
    ADD_RECIPIENT('+', "SMFIR_ADDRCPT"),
    ADD_RECIPIENT_PAR('2', "SMFIR_ADDRCPT_PAR"),
    DELETE_RECIPIENT('-', "SMFIR_DELRCPT"),
    CHANGE_SENDER('e', "SMFIR_CHGFROM");

    private static final ReplyCode[] BY_OCTET = new ReplyCode[256];

    static {
        for (ReplyCode code : values()) {
            BY_OCTET[code.octet] = code;
        }
    }

    private final char octet;
    private final String wireName;

    ReplyCode(char octet, String wireName) {
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

    /** @param octet 0 to 255; empty where no reply has that code */
    public static Optional<ReplyCode> of(int octet) {
        return Optional.ofNullable(BY_OCTET[octet & 0xFF]);
    }
}
