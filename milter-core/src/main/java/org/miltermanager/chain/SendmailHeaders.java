package org.miltermanager.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.InsertHeader;

/**
 * The header block as Sendmail keeps it (measured against 8.17.1.9 with its stock configuration; {@code sendmail/milter.c},
 * {@code headers.c}): default headers that milters are not shown come first; a header is added before the first of its name; a deleted
 * header stays in the list and, for the milter connection that deleted it, in the count. With a milter of its own for each child Sendmail
 * would stop counting it for the next one; on our single connection it goes on, so requests are translated.
 */
final class SendmailHeaders implements HeaderModel {
    private static final Set<String> TRACE = Set.of("received", "x400-received", "via", "mail-from");
    private static final List<String> DEFAULTS = List.of(
            "Return-Path",
            "Received",
            "Resent-Date",
            "Date",
            "Resent-From",
            "From",
            "Full-Name",
            "Resent-Message-Id",
            "Message-Id");

    /** One element of Sendmail's list. */
    private static final class Entry {
        private final Object place;
        private final String name;
        /** The header that was added in place of a default or a deleted one. */
        private @Nullable Object taker;

        private @Nullable String value;
        private boolean counts;
        private boolean countsForServer;

        private Entry(Object place, String name, @Nullable String value, boolean counts, boolean countsForServer) {
            this.place = place;
            this.name = name;
            this.value = value;
            this.counts = counts;
            this.countsForServer = countsForServer;
        }

        private Entry copy() {
            var copy = new Entry(place, name, value, counts, countsForServer);
            copy.taker = taker;
            return copy;
        }

        private Object identity() {
            return taker == null ? place : taker;
        }

        private boolean isNamed(String wanted) {
            return name.equalsIgnoreCase(wanted);
        }

        private boolean isTrace() {
            return TRACE.contains(name.toLowerCase(Locale.ROOT));
        }

        private void set(String newValue) {
            value = newValue;
            counts = true;
            countsForServer = true;
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    private SendmailHeaders() {}

    /** The block of a message as it arrived. */
    static SendmailHeaders of(List<Header> arrived) {
        var block = new SendmailHeaders();
        DEFAULTS.forEach(name -> block.entries.add(new Entry(new Object(), name, null, false, false)));
        arrived.forEach(
                header -> block.entries.add(new Entry(new Object(), header.name(), header.value(), true, true)));
        return block;
    }

    @Override
    public List<Header> shown() {
        var shown = new ArrayList<Header>();
        for (Entry entry : entries) {
            if (entry.counts && entry.value != null) {
                shown.add(new Header(entry.name, entry.value));
            }
        }
        return shown;
    }

    @Override
    public void nextMilter() {
        entries.forEach(entry -> entry.counts &= entry.value != null);
    }

    @Override
    public HeaderModel copy() {
        var copy = new SendmailHeaders();
        entries.forEach(entry -> copy.entries.add(entry.copy()));
        return copy;
    }

    @Override
    public List<Edit> add(Object identity, String name, String value) {
        for (Entry entry : entries) {
            if (entry.isNamed(name) && !entry.counts && !entry.isTrace()) {
                boolean known = entry.countsForServer;
                entry.set(value);
                entry.taker = identity;
                return List.of(known ? new ChangeHeader(serverIndex(entry), name, value) : new AddHeader(name, value));
            }
        }
        place(identity, name, value);
        return List.of(new AddHeader(name, value));
    }

    private void place(Object identity, String name, String value) {
        int at = 0;
        while (at < entries.size() && !entries.get(at).isNamed(name)) {
            at++;
        }
        entries.add(at, new Entry(identity, name, value, true, true));
    }

    @Override
    public List<Edit> insert(Object identity, long index, String name, String value) {
        long below = signed(index);
        int at = below >= entries.size() ? entries.size() : (int) below + 1;
        entries.add(at, new Entry(identity, name, value, true, true));
        return List.of(new InsertHeader(index, name, value));
    }

    /** To Sendmail an index is signed, and one below the top is the top. */
    private static long signed(long index) {
        return index > Integer.MAX_VALUE ? 0 : index;
    }

    @Override
    public @Nullable Object target(ChangeHeader request) {
        long left = Math.max(request.nth(), 1);
        Entry fallback = null;
        for (Entry entry : entries) {
            if (!entry.isNamed(request.name())) {
                continue;
            }
            if (entry.counts && --left == 0) {
                return entry.identity();
            }
            if (!entry.counts && !entry.isTrace()) {
                fallback = entry;
            }
        }
        return fallback == null ? null : fallback.identity();
    }

    @Override
    public List<Edit> change(@Nullable Object target, Object identity, ChangeHeader request) {
        int at = target == null ? -1 : indexOf(target);
        if (at < 0) {
            return request.deletes() ? List.of() : changeMissing(identity, request);
        }
        Entry entry = entries.get(at);
        long nth = entry.countsForServer ? serverIndex(entry) : 1 + serverCount(request.name());
        if (request.deletes()) {
            entry.value = null;
        } else {
            entry.set(request.value());
        }
        return List.of(new ChangeHeader(nth, request.name(), request.value()));
    }

    private List<Edit> changeMissing(Object identity, ChangeHeader request) {
        long beyond = 1 + serverCount(request.name());
        place(identity, request.name(), request.value());
        return List.of(new ChangeHeader(beyond, request.name(), request.value()));
    }

    private long serverIndex(Entry wanted) {
        return entries.subList(0, entries.indexOf(wanted) + 1).stream()
                .filter(entry -> entry.countsForServer && entry.isNamed(wanted.name))
                .count();
    }

    private long serverCount(String name) {
        return entries.stream()
                .filter(entry -> entry.countsForServer && entry.isNamed(name))
                .count();
    }

    @Override
    public @Nullable Object above(long index) {
        return index < 0 ? null : entries.get((int) Math.min(signed(index), entries.size() - 1L)).place;
    }

    @Override
    public @Nullable Object above(Object identity) {
        return above(placeOf(identity) - 1L);
    }

    @Override
    public long indexBehind(Object identity) {
        return placeOf(identity);
    }

    private int placeOf(Object identity) {
        return first(entry -> entry.identity().equals(identity) || entry.place.equals(identity));
    }

    private int indexOf(Object identity) {
        return first(entry -> entry.identity().equals(identity));
    }

    private int first(Predicate<Entry> wanted) {
        for (int i = 0; i < entries.size(); i++) {
            if (wanted.test(entries.get(i))) {
                return i;
            }
        }
        return -1;
    }
}
