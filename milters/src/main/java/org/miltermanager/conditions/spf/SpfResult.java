package org.miltermanager.conditions.spf;

import java.util.Locale;

/** The results of an evaluation (RFC 7208 2.6). */
public enum SpfResult {
    /** No domain to ask about, or it says nothing. */
    NONE,
    /** The domain says that it says nothing about this host. */
    NEUTRAL,
    /** The host may send for the domain. */
    PASS,
    /** It may not. */
    FAIL,
    /** It probably may not. */
    SOFTFAIL,
    /** The DNS did not answer; it may the next time. */
    TEMPERROR,
    /** What the domain says cannot be understood. */
    PERMERROR;

    /** As headers spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
