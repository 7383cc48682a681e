package dev.posestream.evaluation.bench;

import java.util.Arrays;
import java.util.Collection;

/** Order statistics of a sample. */
final class Percentiles {

    private final double[] sorted;

    /** @throws IllegalArgumentException when there is nothing in it */
    Percentiles(Collection<? extends Number> sample) {
        if (sample.isEmpty()) {
            throw new IllegalArgumentException("an empty sample has no percentiles");
        }
        sorted = sample.stream().mapToDouble(Number::doubleValue).sorted().toArray();
    }

    /** Nearest rank, but between the middle two at 50. @param percent 0 to 100 */
    double at(double percent) {
        if (percent == 50 && sorted.length % 2 == 0) {
            return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
        }
        return sorted[(int) Math.max(0, Math.ceil(percent / 100 * sorted.length) - 1)];
    }

    double median() {
        return at(50);
    }

    double least() {
        return sorted[0];
    }

    double most() {
        return sorted[sorted.length - 1];
    }

    @Override
    public String toString() {
        return Arrays.toString(sorted);
    }
}
