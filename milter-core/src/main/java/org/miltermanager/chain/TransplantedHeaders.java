package org.miltermanager.chain;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.InsertHeader;

/**
 * Carries the header edits of a concurrent milter, which was given the message as it arrived, over to the block as milters before it in
 * the list have left it: each edit meets the very header that it meant, whatever its number is now. A header that is gone is not
 * deleted again, and a new value for it is added; where the neighbour of an inserted header is gone, the one above it serves.
 */
final class TransplantedHeaders implements HeaderEdits {
    private final HeaderModel asArrived;
    private final HeaderModel edited;

    /**
     * Used for one milter and one message.
     *
     * @param asArrived what the milter was shown; follows its edits from here on
     * @param edited the block in which they shall take effect
     */
    TransplantedHeaders(HeaderModel asArrived, HeaderModel edited) {
        this.asArrived = asArrived;
        this.edited = edited;
    }

    @Override
    public List<Edit> apply(AddHeader request) {
        var identity = new Object();
        asArrived.add(identity, request.name(), request.value());
        return edited.add(identity, request.name(), request.value());
    }

    @Override
    public List<Edit> apply(InsertHeader request) {
        var identity = new Object();
        long index = indexBehind(asArrived.above(request.index()));
        asArrived.insert(identity, request.index(), request.name(), request.value());
        return edited.insert(identity, index, request.name(), request.value());
    }

    @Override
    public List<Edit> apply(ChangeHeader request) {
        var identity = new Object();
        Object target = asArrived.target(request);
        asArrived.change(target, identity, request);
        return edited.change(target, identity, request);
    }

    private long indexBehind(@Nullable Object neighbour) {
        while (neighbour != null) {
            long index = edited.indexBehind(neighbour);
            if (index >= 0) {
                return index;
            }
            neighbour = asArrived.above(neighbour);
        }
        return 0;
    }
}
