package dev.posestream.evaluation.coco;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The results of one picture assigned to its people, for people of one size: COCOeval's {@code evaluateImg}. At each threshold the results
 * choose one after the other, best first; each takes the person it fits best among those still free, and one that does not
 * count only where it can't have one that does.
 *
 * @param scores  of the results, best first
 * @param right   per threshold and result: it has a person
 * @param ignored per threshold and result: it counts neither as right nor as wrong
 * @param people  how many people count
 */
record PictureMatch(double[] scores, boolean[][] right, boolean[][] ignored, int people) {

    /** Below 1, so that equal ones match at the threshold 1. */
    private static final double NEARLY_ONE = 1 - 1e-10;
    private static final int NOBODY = -1;

    /** COCOeval notes a match by the annotation's id and reads 0 as none; figures that are compared must have that, too. */
    private static final long UNMATCHED_ID = 0;

    /**
     * @param found        best first
     * @param similarities of each result with each person
     */
    static PictureMatch of(List<CocoPerson> people, List<CocoResult> found, double[][] similarities, Compared compared, AreaRange range) {
        boolean[] ignoredPeople = new boolean[people.size()];
        for (int p = 0; p < people.size(); p++) {
            ignoredPeople[p] = compared.ignores(people.get(p)) || !range.holds(people.get(p).area());
        }
        int[] countedFirst = IntStream.range(0, people.size()).boxed().sorted(Comparator.comparing(p -> ignoredPeople[p])).mapToInt(p -> p).toArray();
        boolean[][] right = new boolean[Thresholds.OVERLAP.length][found.size()];
        boolean[][] ignored = new boolean[Thresholds.OVERLAP.length][found.size()];
        for (int t = 0; t < Thresholds.OVERLAP.length; t++) {
            boolean[] taken = new boolean[people.size()];
            for (int r = 0; r < found.size(); r++) {
                int person = choose(people, similarities[r], Thresholds.OVERLAP[t], countedFirst, ignoredPeople, taken);
                if (person != NOBODY) {
                    taken[person] = true;
                    right[t][r] = people.get(person).id() != UNMATCHED_ID;
                    ignored[t][r] = ignoredPeople[person];
                }
                ignored[t][r] |= !right[t][r] && !range.holds(found.get(r).area());
            }
        }
        int counted = (int) IntStream.range(0, people.size()).filter(p -> !ignoredPeople[p]).count();
        return new PictureMatch(found.stream().mapToDouble(CocoResult::score).toArray(), right, ignored, counted);
    }

    private static int choose(List<CocoPerson> people, double[] similarity, double threshold, int[] countedFirst, boolean[] ignored, boolean[] taken) {
        double least = Math.min(threshold, NEARLY_ONE);
        int chosen = NOBODY;
        for (int person : countedFirst) {
            if (taken[person] && !people.get(person).crowd()) {
                continue;
            }
            if (chosen != NOBODY && !ignored[chosen] && ignored[person]) {
                break;
            }
            if (similarity[person] >= least) {
                least = similarity[person];
                chosen = person;
            }
        }
        return chosen;
    }
}
