package org.miltermanager.app.bench;

/**
 * A line of the table.
 *
 * @param what was measured
 * @param direct without the manager; empty where there is nothing to compare with
 * @param managed through it
 * @param ratio of the two; empty where there is none
 * @param goal that was set for it
 */
record Row(String what, String direct, String managed, String ratio, String goal) {
    static Row single(String what, String figure, String goal) {
        return new Row(what, "", figure, "", goal);
    }

    String markdown() {
        return "| " + String.join(" | ", what, direct, managed, ratio, goal) + " |";
    }
}
