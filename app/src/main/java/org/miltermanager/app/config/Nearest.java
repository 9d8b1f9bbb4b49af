package org.miltermanager.app.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word that somebody meant: fewest letters to insert, drop, replace or swap (optimal string alignment). */
public final class Nearest {
    /** Of more words nobody would remember one, and to compare all with all would take minutes. */
    private static final int MOST = 500;

    private Nearest() {}

    /**
     * The nearest of the known words, the first of equally near ones.
     *
     * @return empty if none is near: more than a third of the letters differ; or if there are more than five hundred
     */
    public static Optional<String> to(String word, Collection<String> known) {
        return known.size() > MOST ? Optional.empty() : nearest(word, known);
    }

    private static Optional<String> nearest(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(candidate -> distance(word, candidate) <= word.length() / 3);
    }

    private static int distance(String first, String second) {
        String a = plain(first);
        String b = plain(second);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = cheapest(a, b, cost, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(String a, String b, int[][] cost, int i, int j) {
        if (i == 0 || j == 0) {
            return i + j;
        }
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }

    /** Case and the choice of dash do not count. */
    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
