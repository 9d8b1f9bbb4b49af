package org.miltermanager.detect.product;

import java.util.List;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.Trouble;

/**
 * What configuration files in UCL say, the language of Rspamd, of which JSON is a part: flat, each value with the sections around it,
 * files read where they are included. Immutable.
 *
 * @param entries in the order of the files
 * @param troubles files that could not be read
 */
record Ucl(List<Entry> entries, List<Trouble> troubles) {
    Ucl {
        entries = List.copyOf(entries);
        troubles = List.copyOf(troubles);
    }

    /**
     * An object; two of the same name are two sections.
     *
     * @param number of its own
     * @param path its name, behind those of the sections around it: {@code worker}, {@code rspamd_proxy}
     */
    record Section(int number, List<String> path) {
        Section {
            path = List.copyOf(path);
        }
    }

    /**
     * One value. Each element of an array is an entry.
     *
     * @param priority that of the file: a higher one takes the place of lower ones
     */
    record Entry(Section section, String key, Quote value, int priority) {}

    /** The values of a key that count: those of the highest priority. */
    List<Quote> values(Section section, String key) {
        List<Entry> all = entries.stream()
                .filter(entry -> entry.section().equals(section) && entry.key().equals(key))
                .toList();
        int highest = all.stream().mapToInt(Entry::priority).max().orElse(0);
        return all.stream()
                .filter(entry -> entry.priority() == highest)
                .map(Entry::value)
                .toList();
    }

    /** The sections that have values, in the order of the files. */
    List<Section> sections() {
        return entries.stream().map(Entry::section).distinct().toList();
    }
}
