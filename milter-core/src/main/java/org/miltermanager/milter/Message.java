package org.miltermanager.milter;

/** A complete message as one milter sees it: with the edits of those before it in the list. */
public interface Message extends Content {
    /** Largest chunk of a body, in octets: what Postfix and Sendmail send at the most. */
    int CHUNK = 65_535;

    /** Length of the body in octets. */
    long bodySize();
}
