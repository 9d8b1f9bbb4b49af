package org.miltermanager.milters.scan;

import static java.util.Locale.ROOT;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.miltermanager.milter.Message;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Header;

/** Headers that a message brings along though only we, or milters before us, may write them. */
public final class ForgedHeaders {
    private ForgedHeaders() {}

    /**
     * What removes them: last first, so that no mail server's way of numbering matters. What a milter earlier in the list has written stays.
     *
     * @param ours whether a header is one of those
     */
    public static List<Edit> removals(Message message, Predicate<Header> ours) {
        var brought = new HashMap<Header, Integer>();
        message.arrived().stream().filter(ours).forEach(header -> brought.merge(header, 1, Integer::sum));
        if (brought.isEmpty()) {
            return new ArrayList<>();
        }
        var removals = new ArrayList<Edit>();
        var counts = new HashMap<String, Integer>();
        for (Header header : message.headers()) {
            int nth = counts.merge(header.name().toLowerCase(ROOT), 1, Integer::sum);
            if (taken(header, brought)) {
                removals.add(new ChangeHeader(nth, header.name(), ""));
            }
        }
        return removals.reversed();
    }

    private static boolean taken(Header header, Map<Header, Integer> from) {
        int left = from.getOrDefault(header, 0);
        from.computeIfPresent(header, (known, count) -> count - 1);
        return left > 0;
    }
}
