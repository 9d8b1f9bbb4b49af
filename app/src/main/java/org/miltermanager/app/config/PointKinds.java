package org.miltermanager.app.config;

import java.math.BigDecimal;
import org.miltermanager.milters.spamd.Threshold;

/** The kind of values that are about points. */
final class PointKinds {
    private static final double MOST = 1_000_000;

    /** From when on something becomes of a message. */
    static final Kind<Threshold> THRESHOLD = new Kind<>(
            "points such as 15 or 7.5, \"spam\", or \"\" for never", PointKinds::threshold, PointKinds::written);

    private PointKinds() {}

    private static Threshold threshold(Object toml) {
        return switch (toml) {
            case String text when text.isEmpty() -> new Threshold.Never();
            case String text when text.equals("spam") -> new Threshold.Spam();
            case Number points
            when Math.abs(points.doubleValue()) <= MOST -> new Threshold.Points(points.doubleValue());
            default -> throw Kind.refused(toml, "points such as 15 or 7.5, \"spam\", or \"\" for never");
        };
    }

    private static String written(Threshold threshold) {
        return switch (threshold) {
            case Threshold.Never _ -> "\"\"";
            case Threshold.Spam _ -> "\"spam\"";
            case Threshold.Points(var least) ->
                BigDecimal.valueOf(least).stripTrailingZeros().toPlainString();
        };
    }
}
