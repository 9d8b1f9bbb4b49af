package org.miltermanager.milters.spamd;

/** What spamd is asked for. */
enum Verb {
    /** The points alone. */
    CHECK,
    /** And the headers as it would write them. */
    HEADERS,
    /** And the whole message as it would deliver it. */
    PROCESS
}
