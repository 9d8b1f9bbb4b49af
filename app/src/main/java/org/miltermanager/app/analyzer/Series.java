package org.miltermanager.app.analyzer;

/**
 * One line of one graph.
 *
 * @param graph which graph it belongs to
 * @param milter whose; empty for all together
 * @param item such as {@code reject}
 */
record Series(Graph graph, String milter, String item) {
    /** The graphs that there are. */
    enum Graph {
        SESSIONS,
        VERDICTS,
        FINDINGS
    }

    static Series of(Graph graph, String item) {
        return new Series(graph, "", item);
    }
}
