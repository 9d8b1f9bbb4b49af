package org.miltermanager.app.analyzer;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/** What was counted, for each series and each period. Takes 11 KB for each series, however long it counts. */
final class History {
    /** More names are not those of milters. */
    static final int MOST_MILTERS = 64;

    /** 9999-12-31: no log is from later. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private final Map<Series, EnumMap<Period, Ring>> rings = new LinkedHashMap<>();
    private long latest;

    /** Adds to what was counted at that time. */
    void count(Series series, long second) {
        bring(series, second, 1, Double::sum);
    }

    /** Keeps the largest value of that time. */
    void peak(Series series, long second, double value) {
        bring(series, second, value, Math::max);
    }

    private void bring(Series series, long second, double value, DoubleBinaryOperator with) {
        if (second < 0 || second > LAST_SECOND || !known(series)) {
            return;
        }
        latest = Math.max(latest, second);
        rings.computeIfAbsent(series, added -> empty()).values().forEach(ring -> ring.bring(second, value, with));
    }

    private boolean known(Series series) {
        if (rings.containsKey(series) || series.milter().isEmpty()) {
            return true;
        }
        List<String> milters = milters();
        return milters.contains(series.milter()) || milters.size() < MOST_MILTERS;
    }

    private static EnumMap<Period, Ring> empty() {
        var empty = new EnumMap<Period, Ring>(Period.class);
        for (Period period : Period.values()) {
            empty.put(period, new Ring(period));
        }
        return empty;
    }

    /** Takes what was stored. */
    void put(Series series, Map<Period, Ring> stored) {
        rings.put(series, new EnumMap<>(stored));
        stored.forEach((period, ring) -> latest = Math.max(latest, ring.newest() * period.step()));
    }

    /** The milters that were ever counted, in the order of their names. */
    List<String> milters() {
        return rings.keySet().stream()
                .map(Series::milter)
                .filter(name -> !name.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    Collection<Series> series() {
        return rings.keySet();
    }

    Optional<Ring> ring(Series series, Period period) {
        return Optional.ofNullable(rings.get(series)).map(all -> all.get(period));
    }

    /** The latest second of which something was counted; 0 if there is none. */
    long latest() {
        return latest;
    }
}
