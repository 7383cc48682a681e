package dev.posestream.evaluation.coco;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The curve of precision over recall when results of all pictures are taken best first: COCOeval's {@code accumulate}.
 *
 * @param precision per threshold of overlap, at each level of recall, made to fall only
 * @param recall    per threshold of overlap, of all results together
 */
record PrecisionRecall(double[][] precision, double[] recall) {

    /** A result among those of all pictures: which picture, and which of its results. */
    private record Place(double score, int picture, int result) {}

    /** @param most results of a picture that count; empty where nobody counts */
    static Optional<PrecisionRecall> of(List<PictureMatch> pictures, int most) {
        int people = pictures.stream().mapToInt(PictureMatch::people).sum();
        if (people == 0) {
            return Optional.empty();
        }
        List<Place> bestFirst = IntStream.range(0, pictures.size()).boxed()
                .flatMap(p -> IntStream.range(0, Math.min(most, pictures.get(p).scores().length)).mapToObj(r -> new Place(pictures.get(p).scores()[r], p, r)))
                .sorted(Comparator.comparingDouble((Place place) -> -place.score())).toList();
        double[][] precision = new double[Thresholds.OVERLAP.length][];
        double[] recall = new double[Thresholds.OVERLAP.length];
        for (int t = 0; t < Thresholds.OVERLAP.length; t++) {
            double[] precisions = new double[bestFirst.size()];
            double[] recalls = new double[bestFirst.size()];
            int right = 0;
            int wrong = 0;
            for (int i = 0; i < bestFirst.size(); i++) {
                PictureMatch picture = pictures.get(bestFirst.get(i).picture());
                int result = bestFirst.get(i).result();
                if (!picture.ignored()[t][result]) {
                    right += picture.right()[t][result] ? 1 : 0;
                    wrong += picture.right()[t][result] ? 0 : 1;
                }
                recalls[i] = (double) right / people;
                precisions[i] = right / (wrong + right + Math.ulp(1.0));
            }
            precision[t] = atLevels(precisions, recalls);
            recall[t] = bestFirst.isEmpty() ? 0 : recalls[recalls.length - 1];
        }
        return Optional.of(new PrecisionRecall(precision, recall));
    }

    /** The best precision at this recall or a higher one; 0 at a recall that is not reached. */
    private static double[] atLevels(double[] precisions, double[] recalls) {
        for (int i = precisions.length - 1; i > 0; i--) {
            precisions[i - 1] = Math.max(precisions[i - 1], precisions[i]);
        }
        double[] levels = new double[Thresholds.RECALL.length];
        int at = 0;
        for (int level = 0; level < levels.length; level++) {
            while (at < recalls.length && recalls[at] < Thresholds.RECALL[level]) {
                at++;
            }
            levels[level] = at < precisions.length ? precisions[at] : 0;
        }
        return levels;
    }

    double averagePrecision() {
        return Arrays.stream(precision).flatMapToDouble(Arrays::stream).average().orElseThrow();
    }

    double averagePrecisionAt(int threshold) {
        return Arrays.stream(precision[threshold]).average().orElseThrow();
    }

    double averageRecall() {
        return Arrays.stream(recall).average().orElseThrow();
    }
}
