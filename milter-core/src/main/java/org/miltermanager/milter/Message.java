package org.miltermanager.milter;

import java.util.List;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Octets;

/** A message as one milter sees it: with the edits of those before it in the list. */
public interface Message {
    /** Largest chunk of a body, in octets: what Postfix and Sendmail send at the most. */
    int CHUNK = 65_535;

    /** The headers that milters are shown, in their order; without the mail server's own Received. */
    List<Header> headers();

    /**
     * The body, from its begin: parts of exactly {@value #CHUNK} octets and a last one of the rest; none for an empty body. Each call
     * starts anew. Reads from disk where the body is large: {@link java.io.UncheckedIOException} if that fails.
     */
    Iterable<Octets> body();

    /** Length of the body in octets. */
    long bodySize();
}
