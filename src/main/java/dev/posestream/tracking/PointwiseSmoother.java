package dev.posestream.tracking;

import dev.posestream.pose.Keypoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A smoother that filters each keypoint by itself.
 *
 * <p>A keypoint below the trusted score does not move its filter. For a while it is carried along with the body: moved as
 * the trusted keypoints move in the median. Unseen for longer, its filter is forgotten and it is given out as observed,
 * and so it is while it was never trusted. In any case it keeps its low observed score.
 *
 * <p>Memory of the wrong length, as after a change of the method or of the skeleton, is taken for none.
 */
public abstract class PointwiseSmoother implements Smoother {

    /** Default trusted score. Higher: fewer bad points get in; doubtful points freeze on their body. */
    public static final double TRUSTED_SCORE = 0.2;

    /** Default hold time. Longer: short occlusions leave no trace, long ones show an invented point. */
    public static final double HOLD_SECONDS = 0.5;

    /** In place of the time since a keypoint was trusted: its filter holds nothing. */
    private static final double EMPTY = -1;

    private final int stride;
    private final double trustedScore;
    private final double holdSeconds;

    /**
     * @param numbers      kept by the filter of one keypoint; its position comes first
     * @param trustedScore keypoints below this score don't move their filter
     * @param holdSeconds  how long a keypoint that is not trusted is carried along
     */
    PointwiseSmoother(int numbers, double trustedScore, double holdSeconds) {
        SmootherChecks.inUnit("trusted score", trustedScore);
        SmootherChecks.notNegative("hold time", holdSeconds);
        stride = numbers + 1;
        this.trustedScore = trustedScore;
        this.holdSeconds = holdSeconds;
    }

    /** Sets {@code filter[at]…} to a keypoint seen for the first time. */
    abstract void start(double[] filter, int at, Keypoint observed);

    /**
     * Takes a trusted keypoint in.
     *
     * @param seconds   since the last call of this, {@link #carry} or {@link #start}
     * @param untrusted seconds before those, in which {@link #carry} was called
     */
    abstract void step(double[] filter, int at, double seconds, double untrusted, double size, Keypoint observed);

    /** Moves the filter of an untrusted keypoint along with the body. */
    abstract void carry(double[] filter, int at, double seconds, BodyShift body);

    @Override
    public final Smoothed smooth(List<Double> memory, long elapsedUs, double size, List<Keypoint> keypoints) {
        if (!(size > 0)) {
            throw new IllegalArgumentException("person's size is " + size + " pixels; expected more than 0");
        }
        double[] filter = filter(memory, keypoints.size());
        boolean fresh = memory.size() != filter.length;
        if (fresh || elapsedUs > 0) {
            advance(filter, Math.max(0, elapsedUs) * 1e-6, size, keypoints);
        }
        List<Keypoint> smoothed = new ArrayList<>(keypoints.size());
        for (int k = 0; k < keypoints.size(); k++) {
            Keypoint observed = keypoints.get(k);
            int at = k * stride + 1;
            smoothed.add(filter[at - 1] == EMPTY ? observed : new Keypoint(filter[at], filter[at + 1], observed.score()));
        }
        return new Smoothed(smoothed, Arrays.stream(filter).boxed().toList());
    }

    private double[] filter(List<Double> memory, int keypoints) {
        if (memory.size() == keypoints * stride) {
            return memory.stream().mapToDouble(Double::doubleValue).toArray();
        }
        double[] filter = new double[keypoints * stride];
        for (int k = 0; k < keypoints; k++) {
            filter[k * stride] = EMPTY;
        }
        return filter;
    }

    private void advance(double[] filter, double seconds, double size, List<Keypoint> keypoints) {
        BodyShift body = stepTrusted(filter, seconds, size, keypoints);
        for (int k = 0; k < keypoints.size(); k++) {
            int age = k * stride;
            if (keypoints.get(k).score() >= trustedScore || filter[age] == EMPTY) {
                continue;
            }
            filter[age] += seconds;
            if (filter[age] > holdSeconds) {
                Arrays.fill(filter, age, age + stride, 0);
                filter[age] = EMPTY;
            } else {
                carry(filter, age + 1, seconds, body);
            }
        }
    }

    private BodyShift stepTrusted(double[] filter, double seconds, double size, List<Keypoint> keypoints) {
        double[] dx = new double[keypoints.size()];
        double[] dy = new double[keypoints.size()];
        int moved = 0;
        for (int k = 0; k < keypoints.size(); k++) {
            Keypoint observed = keypoints.get(k);
            int age = k * stride;
            int at = age + 1;
            if (observed.score() < trustedScore) {
                continue;
            }
            if (filter[age] == EMPTY) {
                start(filter, at, observed);
            } else {
                double x = filter[at];
                double y = filter[at + 1];
                step(filter, at, seconds, filter[age], size, observed);
                if (filter[age] == 0) {
                    dx[moved] = filter[at] - x;
                    dy[moved++] = filter[at + 1] - y;
                }
            }
            filter[age] = 0;
        }
        return BodyShift.median(dx, dy, moved);
    }
}
