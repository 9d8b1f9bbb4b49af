package org.miltermanager.milter;

import java.util.List;
import org.miltermanager.wire.Header;

/** A complete message as one milter sees it: with the edits of those before it in the list. */
public interface Message extends Content {
    /** Largest chunk of a body, in octets: what Postfix and Sendmail send at the most. */
    int CHUNK = 65_535;

    /** Length of the body in octets. */
    long bodySize();

    /** The headers that it brought along, in their order. What {@link #headers} has beside them was written by milters earlier in the list. */
    default List<Header> arrived() {
        return headers();
    }
}
