package org.miltermanager.milters.scan;

/** What is done about headers that tell what a scanner says. */
public enum OwnHeaders {
    /** Ours are added, those that arrive are removed. */
    REPLACE,
    /** Ours are added to those that arrive. */
    ADD,
    /** Nothing. */
    NO
}
