package org.miltermanager.chain;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.InsertHeader;

/**
 * The header block as the mail server keeps it while milters edit it. Each edit yields the requests that make the mail server, which sees
 * one milter only, do the same. Used by one thread.
 *
 * <p>A header has an identity, which an edit names and which survives whatever else is done to the block.
 */
sealed interface HeaderModel extends HeaderEdits permits PostfixHeaders, SendmailHeaders {
    /** The headers as the next milter is shown them. */
    List<Header> shown();

    /** The next milter's turn: it counts what it is {@linkplain #shown shown}. */
    void nextMilter();

    /** The same block with the same identities, to be edited on its own. */
    HeaderModel copy();

    /** Appends, by the mail server's own rule. */
    List<Edit> add(Object identity, String name, String value);

    /** Inserts at a position that counts all headers, the mail server's own included. */
    List<Edit> insert(Object identity, long index, String name, String value);

    /** The header that a request means; null where there is none. */
    @Nullable
    Object target(ChangeHeader request);

    /**
     * Replaces or, with an empty value, deletes the target, which keeps its identity. A value for a target that is gone is added as that
     * target, and one without a target as {@code identity}.
     */
    List<Edit> change(@Nullable Object target, Object identity, ChangeHeader request);

    /** The header right above the place where {@link #insert} would put one; null where that is the top. */
    @Nullable
    Object above(long index);

    /** The header right above another; null at the top, and where the other is gone. */
    @Nullable
    Object above(Object identity);

    /** The index with which {@link #insert} puts a header right below another; -1 where that is gone. */
    long indexBehind(Object identity);

    @Override
    default List<Edit> apply(AddHeader request) {
        return add(new Object(), request.name(), request.value());
    }

    @Override
    default List<Edit> apply(InsertHeader request) {
        return insert(new Object(), request.index(), request.name(), request.value());
    }

    @Override
    default List<Edit> apply(ChangeHeader request) {
        return change(target(request), new Object(), request);
    }
}
