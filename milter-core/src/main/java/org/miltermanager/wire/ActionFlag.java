package org.miltermanager.wire;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a milter may change at end of message (SMFIF_*). The mail server offers, the milter asks for a part of the offer. */
public enum ActionFlag {
    ADDHDRS(0x001),
    CHGBODY(0x002),
    ADDRCPT(0x004),
    DELRCPT(0x008),
    CHGHDRS(0x010),
    QUARANTINE(0x020),
    CHGFROM(0x040),
    ADDRCPT_PAR(0x080),
    SETSYMLIST(0x100);

    /** The first protocol version's actions; what an offer of 0 means to libmilter ({@code engine.c}). */
    public static final Set<ActionFlag> VERSION_1 =
            Collections.unmodifiableSet(EnumSet.of(ADDHDRS, CHGBODY, ADDRCPT, DELRCPT));

    private final int bit;

    ActionFlag(int bit) {
        this.bit = bit;
    }

    /** The bit in the 32-bit word of SMFIC_OPTNEG. */
    public int bit() {
        return bit;
    }
}
