package org.miltermanager.wire;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which parts of the protocol are in use (SMFIP_*). In the mail server's offer: "I support this". In the milter's answer:
 * "do not send me this" (NO*), "I shall not reply to this" (NR_*), or a feature that it wants.
 */
public enum StepFlag {
    NOCONNECT(0x000001),
    NOHELO(0x000002),
    NOMAIL(0x000004),
    NORCPT(0x000008),
    NOBODY(0x000010),
    NOHDRS(0x000020),
    NOEOH(0x000040),
    NR_HDR(0x000080),
    NOUNKNOWN(0x000100),
    NODATA(0x000200),
    SKIP(0x000400),
    RCPT_REJ(0x000800),
    NR_CONN(0x001000),
    NR_HELO(0x002000),
    NR_MAIL(0x004000),
    NR_RCPT(0x008000),
    NR_DATA(0x010000),
    NR_UNKN(0x020000),
    NR_EOH(0x040000),
    NR_BODY(0x080000),
    HDR_LEADSPC(0x100000);

    /** The first protocol version's steps; what an offer of 0 means to libmilter ({@code engine.c}). */
    public static final Set<StepFlag> VERSION_1 =
            Collections.unmodifiableSet(EnumSet.of(NOCONNECT, NOHELO, NOMAIL, NORCPT, NOBODY, NOHDRS));

    private final int bit;

    StepFlag(int bit) {
        this.bit = bit;
    }

    /** The bit in the 32-bit word of SMFIC_OPTNEG. */
    public int bit() {
        return bit;
    }
}
