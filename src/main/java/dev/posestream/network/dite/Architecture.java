package dev.posestream.network.dite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A network but for its size: {@code dite-hrnet-18} or {@code -30}, then the tail ({@code -pan}, {@code -pan-att}), then {@code -center} where it
 * finds people.
 */
record Architecture(Trunk trunk, Tail tail, boolean findsPeople) {

    static final List<Architecture> ALL = all();

    private static final int LIKELY_MEANT = 4;

    private static List<Architecture> all() {
        List<Architecture> all = new ArrayList<>();
        for (boolean findsPeople : new boolean[] {false, true}) {
            for (int depth : Trunk.DEPTHS) {
                for (Tail tail : Tail.values()) {
                    all.add(new Architecture(new Trunk(depth), tail, findsPeople));
                }
            }
        }
        return List.copyOf(all);
    }

    static Architecture named(String name) {
        return ALL.stream().filter(known -> known.name().equals(name)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "architecture '" + name + "' is not known, expected one of " + DiteHrNet.ARCHITECTURES + meant(name)));
    }

    String name() {
        return "dite-hrnet-" + trunk.depth() + tail.suffix() + (findsPeople ? "-center" : "");
    }

    /** The known name that begins most like it, punctuation and case aside. */
    private static String meant(String name) {
        String nearest = DiteHrNet.ARCHITECTURES.stream().max(Comparator.comparingInt(known -> 2 * alike(known, name) - letters(known).length()))
                .orElseThrow();
        return alike(nearest, name) < LIKELY_MEANT ? "" : "; perhaps " + nearest + " was meant";
    }

    /** How many letters and digits they begin with alike. */
    private static int alike(String known, String name) {
        String a = letters(known);
        String b = letters(name);
        int same = 0;
        while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        return same;
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
