package org.miltermanager.condition;

/** What comes of a condition for a milter. */
public enum Answer {
    /** It is asked. */
    ASK,
    /** It is not asked, as if it were not in the list. */
    SKIP,
    /** Nobody can say: the client shall try again later. */
    TEMPFAIL
}
