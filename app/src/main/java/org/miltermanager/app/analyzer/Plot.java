package org.miltermanager.app.analyzer;

import java.util.List;

/**
 * What one graph shows.
 *
 * @param title above it
 * @param unit of its values
 * @param stacked whether the lines are parts of a whole, one on top of the other
 * @param lines in the order of the legend
 */
record Plot(String title, String unit, boolean stacked, List<Line> lines) {
    Plot {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param colour as SVG names it
     * @param values from the oldest to the newest
     */
    record Line(String label, String colour, List<Double> values) {
        Line {
            values = List.copyOf(values);
        }

        double largest() {
            return values.stream().mapToDouble(value -> value).max().orElse(0);
        }

        double mean() {
            return values.stream().mapToDouble(value -> value).average().orElse(0);
        }
    }

    /** The highest point. */
    double largest() {
        double largest = 0;
        int points = lines.isEmpty() ? 0 : lines.getFirst().values().size();
        for (int i = 0; i < points; i++) {
            double height = 0;
            for (Line line : lines) {
                double value = line.values().get(i);
                height = stacked ? height + value : Math.max(height, value);
            }
            largest = Math.max(largest, height);
        }
        return largest;
    }
}
