package org.miltermanager.app.mta;

import java.util.ArrayList;
import java.util.List;

/**
 * What was added to a list of lines and what was taken from it: each line with {@code "+"}, {@code "-"} or {@code " "} in front. A longest
 * common subsequence, so that what stayed is shown as such; of very long texts only what is alike at begin and end counts as the same.
 */
final class Difference {
    /** Cells of the table, an int each: 16 MiB. */
    private static final long LARGEST_TABLE = 4_000_000;

    private Difference() {}

    static List<String> of(List<String> before, List<String> after) {
        int head = 0;
        int shorter = Math.min(before.size(), after.size());
        while (head < shorter && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        var lines = new ArrayList<String>();
        marked(lines, " ", before.subList(0, head));
        middle(lines, before.subList(head, before.size() - tail), after.subList(head, after.size() - tail));
        marked(lines, " ", before.subList(before.size() - tail, before.size()));
        return lines;
    }

    private static void marked(List<String> lines, String mark, List<String> part) {
        part.forEach(line -> lines.add(mark + line));
    }

    private static void middle(List<String> lines, List<String> before, List<String> after) {
        if ((long) before.size() * after.size() > LARGEST_TABLE) {
            marked(lines, "-", before);
            marked(lines, "+", after);
            return;
        }
        int[][] common = common(before, after);
        int at = 0;
        int to = 0;
        while (at < before.size() || to < after.size()) {
            boolean both = at < before.size() && to < after.size();
            if (both && before.get(at).equals(after.get(to))) {
                lines.add(" " + before.get(at++));
                to++;
            } else if (to == after.size() || (both && common[at + 1][to] >= common[at][to + 1])) {
                lines.add("-" + before.get(at++));
            } else {
                lines.add("+" + after.get(to++));
            }
        }
    }

    /** Length of the longest common subsequence of what is left from there on. */
    private static int[][] common(List<String> before, List<String> after) {
        var common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}
