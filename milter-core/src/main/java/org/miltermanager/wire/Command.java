package org.miltermanager.wire;

/** What a mail server sends to a milter (SMFIC_*). */
public sealed interface Command permits Negotiate, DefineMacros, Event, EndOfBody, Control {
    /** The code with which the packet begins. */
    CommandCode code();
}
