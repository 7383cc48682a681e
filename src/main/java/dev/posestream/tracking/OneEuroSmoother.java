package dev.posestream.tracking;

import dev.posestream.pose.Keypoint;

/**
 * The 1€ filter (Casiez, Roussel and Vogel, CHI 2012) on each coordinate: a low-pass whose cutoff rises with speed, so
 * that a still point rests and a fast one is not held back. As in MediaPipe's landmark smoothing the speed is that of the
 * raw values and is told in body sizes a second, so that near and far people are smoothed alike.
 */
public final class OneEuroSmoother extends PointwiseSmoother {

    /** Hz. Lower: a still point rests more and settles later. */
    public static final double MIN_CUTOFF_HZ = 0.05;

    /** Hz of cutoff per body size a second of speed. Higher: less lag, more jitter when moving. */
    public static final double BETA = 80;

    /** Hz; of the low-pass on the speed. Higher: reacts sooner, jitter counts as speed. */
    public static final double DERIVATIVE_CUTOFF_HZ = 1;

    // Numbers per keypoint: smoothed x, y, then raw x, y, then smoothed speed x, y in body sizes a second.
    private static final int RAW = 2;
    private static final int SPEED = 4;
    private static final int NUMBERS = 6;

    private final double minCutoffHz;
    private final double beta;
    private final double derivativeCutoffHz;

    public OneEuroSmoother() {
        this(MIN_CUTOFF_HZ, BETA, DERIVATIVE_CUTOFF_HZ, TRUSTED_SCORE, HOLD_SECONDS);
    }

    /** @throws IllegalArgumentException when a cutoff is not positive or another number is negative */
    public OneEuroSmoother(double minCutoffHz, double beta, double derivativeCutoffHz, double trustedScore, double holdSeconds) {
        super(NUMBERS, trustedScore, holdSeconds);
        SmootherChecks.positive("minimum cutoff", minCutoffHz);
        SmootherChecks.notNegative("beta", beta);
        SmootherChecks.positive("derivative cutoff", derivativeCutoffHz);
        this.minCutoffHz = minCutoffHz;
        this.beta = beta;
        this.derivativeCutoffHz = derivativeCutoffHz;
    }

    @Override
    void start(double[] filter, int at, Keypoint observed) {
        filter[at] = observed.x();
        filter[at + 1] = observed.y();
        filter[at + RAW] = observed.x();
        filter[at + RAW + 1] = observed.y();
        filter[at + SPEED] = 0;
        filter[at + SPEED + 1] = 0;
    }

    @Override
    void step(double[] filter, int at, double seconds, double untrusted, double size, Keypoint observed) {
        step(filter, at, seconds + untrusted, size, observed.x());
        step(filter, at + 1, seconds + untrusted, size, observed.y());
    }

    @Override
    void carry(double[] filter, int at, double seconds, BodyShift body) {
        filter[at] += body.dx();
        filter[at + 1] += body.dy();
        filter[at + RAW] += body.dx();
        filter[at + RAW + 1] += body.dy();
    }

    private void step(double[] filter, int at, double seconds, double size, double raw) {
        double speed = (raw - filter[at + RAW]) / size / seconds;
        filter[at + SPEED] += weight(derivativeCutoffHz, seconds) * (speed - filter[at + SPEED]);
        double cutoffHz = minCutoffHz + beta * Math.abs(filter[at + SPEED]);
        filter[at] += weight(cutoffHz, seconds) * (raw - filter[at]);
        filter[at + RAW] = raw;
    }

    private static double weight(double cutoffHz, double seconds) {
        return 1 / (1 + 1 / (2 * Math.PI * cutoffHz * seconds));
    }
}
