package dev.posestream.evaluation.coco;

/** The levels at which COCO measures, to the last bit as numpy's {@code linspace} makes them. */
final class Thresholds {

    /** Of OKS or IoU: 0.50, 0.55, … 0.95. */
    static final double[] OVERLAP = between(0.5, 0.95, 10);

    /** Where in {@link #OVERLAP} 0.5 and 0.75 are. */
    static final int AT_50 = 0;
    static final int AT_75 = 5;

    /** Of recall: 0, 0.01, … 1. */
    static final double[] RECALL = between(0, 1, 101);

    private Thresholds() {}

    private static double[] between(double first, double last, int count) {
        double[] values = new double[count];
        double step = (last - first) / (count - 1);
        for (int i = 0; i < count; i++) {
            values[i] = i * step + first;
        }
        values[count - 1] = last;
        return values;
    }
}
