package org.miltermanager.detect.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.miltermanager.detect.Evidence;
import org.miltermanager.detect.Quote;

/**
 * A service as systemd understands it: its unit file, and the drop-ins behind it in their order. Immutable.
 *
 * @param name the name that was asked for, of an instance also where only its template has a file
 * @param files the unit file, then the drop-ins
 * @param masked whether it is a link to {@code /dev/null}, or an empty file
 * @param settings all of them, in the order in which they count
 */
record Unit(UnitName name, List<Evidence> files, boolean masked, List<Setting> settings) {
    /** One line of such a file. */
    record Setting(String section, String key, Quote value) {}

    Unit {
        files = List.copyOf(files);
        settings = List.copyOf(settings);
    }

    /** The values of a key that may be given several times; an empty one takes back those before it. */
    List<Quote> all(String section, String key) {
        var values = new ArrayList<Quote>();
        for (Setting setting : settings) {
            if (setting.section().equals(section) && setting.key().equals(key)) {
                if (setting.value().text().isEmpty()) {
                    values.clear();
                } else {
                    values.add(setting.value());
                }
            }
        }
        return values;
    }

    /** The last value of a key. */
    Optional<Quote> last(String section, String key) {
        List<Quote> values = all(section, key);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    /** Whether it says by whom it wants to be started, so that it can be enabled. */
    boolean installable() {
        return settings.stream().anyMatch(setting -> setting.section().equals("Install"));
    }
}
