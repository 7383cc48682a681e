package dev.posestream.tracking;

import dev.posestream.pose.Keypoint;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How far a body as a whole moved between two poses: per axis the median over its keypoints, so that a waving arm or a
 * single wrong point does not count.
 *
 * @param dx pixels
 * @param dy pixels
 */
record BodyShift(double dx, double dy) {

    static final BodyShift NONE = new BodyShift(0, 0);

    private static final int FEWEST = 3;

    /** @return empty where fewer than three keypoints have at least {@code minScore} in both poses */
    static Optional<BodyShift> between(List<Keypoint> before, List<Keypoint> after, double minScore) {
        double[] dx = new double[before.size()];
        double[] dy = new double[before.size()];
        int shared = 0;
        for (int k = 0; k < before.size(); k++) {
            Keypoint p = before.get(k);
            Keypoint q = after.get(k);
            if (p.score() >= minScore && q.score() >= minScore) {
                dx[shared] = q.x() - p.x();
                dy[shared++] = q.y() - p.y();
            }
        }
        return shared < FEWEST ? Optional.empty() : Optional.of(median(dx, dy, shared));
    }

    /** The median of the first {@code count} entries of each axis, which are put in order; none gives no shift. */
    static BodyShift median(double[] dx, double[] dy, int count) {
        return count == 0 ? NONE : new BodyShift(median(dx, count), median(dy, count));
    }

    private static double median(double[] values, int count) {
        Arrays.sort(values, 0, count);
        return (values[(count - 1) / 2] + values[count / 2]) / 2;
    }
}
