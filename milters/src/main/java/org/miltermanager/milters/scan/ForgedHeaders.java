package org.miltermanager.milters.scan;

import static java.util.Locale.ROOT;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Predicate;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Header;

/** Headers that a message brings along though only we may write them. */
public final class ForgedHeaders {
    private ForgedHeaders() {}

    /**
     * What removes them: last first, so that no mail server's way of numbering matters.
     *
     * @param headers of the message
     * @param ours tells their names, which it is given in lower case
     */
    public static List<Edit> removals(List<Header> headers, Predicate<String> ours) {
        var removals = new ArrayList<Edit>();
        var counts = new HashMap<String, Integer>();
        for (Header header : headers) {
            String name = header.name().toLowerCase(ROOT);
            if (ours.test(name)) {
                removals.add(new ChangeHeader(counts.merge(name, 1, Integer::sum), header.name(), ""));
            }
        }
        return removals.reversed();
    }
}
