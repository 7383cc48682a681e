package dev.posestream.app.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that was probably meant, by edit distance (Levenshtein). */
final class Nearest {

    private Nearest() {}

    static Optional<String> to(String name, Collection<String> known) {
        int tolerance = Math.max(2, name.length() / 3);
        return known.stream().min(Comparator.comparingInt(other -> distance(name, other)))
                .filter(best -> distance(name, best) <= tolerance);
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                row[j] = Math.min(Math.min(above, row[j - 1]) + 1, diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
