package org.miltermanager.milters.spamd;

/** What spamd is asked for. */
enum Verb {
    /** The points, and the names of the rules that matched. */
    SYMBOLS,
    /** The points, and the headers as it would write them. */
    HEADERS,
    /** The points, and the whole message as it would deliver it. */
    PROCESS
}
