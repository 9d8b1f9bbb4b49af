package org.miltermanager.app.mta;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A summary of many sessions: how many ended how, and how long they took. */
public final class BurstReport {
    private static final int MILLIS = 1_000;

    private BurstReport() {}

    /** For people. */
    public static void print(Burst burst, PrintWriter out) {
        statuses(burst).forEach((status, count) -> out.println("status: " + status + " " + count));
        out.println(String.format(
                Locale.ROOT,
                "elapsed-time: %.5f seconds, %.1f sessions a second",
                burst.took().toNanos() / 1e9,
                burst.throughput()));
        out.println(String.format(
                Locale.ROOT,
                "latency: median %.2f ms, 90%% %.2f ms, 99%% %.2f ms, slowest %.2f ms",
                burst.quantile(0.5) * MILLIS,
                burst.quantile(0.9) * MILLIS,
                burst.quantile(0.99) * MILLIS,
                burst.quantile(1) * MILLIS));
    }

    private static Map<String, Integer> statuses(Burst burst) {
        var statuses = new TreeMap<String, Integer>();
        burst.answers()
                .forEach(answer -> statuses.merge(
                        answer.failure().isPresent() ? "failed" : Report.status(answer.verdict()), 1, Integer::sum));
        return statuses;
    }

    /** For programs. */
    public static Map<String, Object> json(Burst burst) {
        var latency = new LinkedHashMap<String, Object>();
        latency.put("median", burst.quantile(0.5));
        latency.put("90", burst.quantile(0.9));
        latency.put("99", burst.quantile(0.99));
        latency.put("slowest", burst.quantile(1));
        var json = new LinkedHashMap<String, Object>();
        json.put("statuses", statuses(burst));
        json.put("elapsed-seconds", burst.took().toNanos() / 1e9);
        json.put("sessions-per-second", burst.throughput());
        json.put("latency-seconds", latency);
        return json;
    }
}
