package org.miltermanager.milters.scan;

import java.util.Iterator;
import org.miltermanager.wire.Octets;

/** Parts of a body, up to a number of octets; what is beyond that ends in {@link MailText.TooLong}. */
final class Bounded implements Iterator<Octets> {
    private final Iterator<Octets> parts;
    private long left;

    Bounded(Iterator<Octets> parts, long octets) {
        this.parts = parts;
        this.left = octets;
    }

    @Override
    public boolean hasNext() {
        return parts.hasNext();
    }

    @Override
    public Octets next() {
        Octets part = parts.next();
        left -= part.length();
        if (left < 0) {
            throw new MailText.TooLong();
        }
        return part;
    }
}
