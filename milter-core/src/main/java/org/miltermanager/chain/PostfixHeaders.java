package org.miltermanager.chain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.InsertHeader;

/**
 * The header block as Postfix keeps it (measured against 3.7 and 3.12; {@code cleanup_milter.c}): its own Received on top, hidden from
 * milters and from change requests, counted by insert requests. Deleting renumbers. Requests go to the mail server as they came.
 */
final class PostfixHeaders implements HeaderModel {
    private record Entry(Object identity, Header header, boolean hidden) {
        boolean isNamed(String name) {
            return !hidden && header.name().equalsIgnoreCase(name);
        }
    }

    private static final Entry OWN_RECEIVED = new Entry(new Object(), new Header("Received", ""), true);

    private final List<Entry> entries;

    private PostfixHeaders(List<Entry> entries) {
        this.entries = entries;
    }

    /** The block of a message as it arrived. */
    static PostfixHeaders of(List<Header> arrived) {
        var entries = new ArrayList<Entry>(arrived.size() + 8);
        entries.add(OWN_RECEIVED);
        arrived.forEach(header -> entries.add(new Entry(new Object(), header, false)));
        return new PostfixHeaders(entries);
    }

    @Override
    public List<Header> shown() {
        return entries.stream()
                .filter(entry -> !entry.hidden())
                .map(Entry::header)
                .toList();
    }

    @Override
    public void nextMilter() {
        // Postfix counts what is there, whoever asks.
    }

    @Override
    public HeaderModel copy() {
        return new PostfixHeaders(new ArrayList<>(entries));
    }

    @Override
    public List<Edit> add(Object identity, String name, String value) {
        entries.add(new Entry(identity, new Header(name, value), false));
        return List.of(new AddHeader(name, value));
    }

    @Override
    public List<Edit> insert(Object identity, long index, String name, String value) {
        entries.add((int) Math.min(index, entries.size()), new Entry(identity, new Header(name, value), false));
        return List.of(new InsertHeader(index, name, value));
    }

    @Override
    public @Nullable Object target(ChangeHeader request) {
        long left = Math.max(request.nth(), 1);
        for (Entry entry : entries) {
            if (entry.isNamed(request.name()) && --left == 0) {
                return entry.identity();
            }
        }
        return null;
    }

    @Override
    public List<Edit> change(@Nullable Object target, Object identity, ChangeHeader request) {
        int at = target == null ? -1 : indexOf(target);
        if (target == null || at < 0) {
            return request.deletes()
                    ? List.of()
                    : add(target == null ? identity : target, request.name(), request.value());
        }
        long nth = entries.subList(0, at + 1).stream()
                .filter(entry -> entry.isNamed(request.name()))
                .count();
        if (request.deletes()) {
            entries.remove(at);
        } else {
            entries.set(at, new Entry(target, new Header(request.name(), request.value()), false));
        }
        return List.of(new ChangeHeader(nth, request.name(), request.value()));
    }

    @Override
    public @Nullable Object above(long index) {
        return index <= 0
                ? null
                : entries.get((int) Math.min(index, entries.size()) - 1).identity();
    }

    @Override
    public @Nullable Object above(Object identity) {
        return above(indexOf(identity));
    }

    @Override
    public long indexBehind(Object identity) {
        int at = indexOf(identity);
        return at < 0 ? -1 : at + 1;
    }

    private int indexOf(Object identity) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).identity().equals(identity)) {
                return i;
            }
        }
        return -1;
    }
}
