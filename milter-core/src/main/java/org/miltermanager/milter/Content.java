package org.miltermanager.milter;

import java.util.List;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Octets;

/** What a message says, envelope apart: header block and body. */
public interface Content {
    /** The headers that milters are shown, in their order; without the mail server's own Received. */
    List<Header> headers();

    /**
     * The body, from its begin: parts of exactly {@value Message#CHUNK} octets and a last one of the rest; none for an empty body. Each
     * call starts anew. Reads from disk where the body is large: {@link LostBody} if that fails.
     */
    Iterable<Octets> body();
}
