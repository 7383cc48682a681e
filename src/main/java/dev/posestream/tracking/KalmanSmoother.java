package dev.posestream.tracking;

import dev.posestream.pose.Keypoint;

/**
 * A Kalman filter on each keypoint with constant velocity and white acceleration noise (Bar-Shalom, Li and Kirubarajan,
 * Estimation with Applications to Tracking and Navigation, 2001, 6.2.2). Variances are in body sizes, so that near and far
 * people are smoothed alike. The measurement's standard deviation is that of a sure keypoint divided by the score, so the
 * less sure a keypoint the less it moves its filter. Keypoints below {@link PointwiseSmoother#TRUSTED_SCORE} don't move it
 * at all.
 */
public final class KalmanSmoother extends PointwiseSmoother {

    /** Standard deviation of a keypoint of score 1 in body sizes. Higher: less jitter, more lag in turns. */
    public static final double MEASUREMENT_NOISE = 0.015;

    /** Spectral density of the acceleration, body sizes² a second³. Higher: less lag in turns, more jitter. */
    public static final double ACCELERATION_NOISE = 0.1;

    /** Standard deviation of the unknown velocity at the start, body sizes a second. */
    private static final double FIRST_SPEED = 1;

    /** A score of 0 still is a measurement where such are trusted. */
    private static final double LEAST_SCORE = 0.01;

    /** How fast the velocity of an untrusted keypoint becomes the body's. */
    private static final double CARRY_SECONDS = 0.1;

    // Numbers per keypoint: x, y, velocity x, y in pixels a second, then variance of position, covariance, variance of velocity.
    private static final int VELOCITY = 2;
    private static final int PP = 4;
    private static final int PV = 5;
    private static final int VV = 6;
    private static final int NUMBERS = 7;

    private final double measurementNoise;
    private final double accelerationNoise;

    public KalmanSmoother() {
        this(MEASUREMENT_NOISE, ACCELERATION_NOISE, TRUSTED_SCORE, HOLD_SECONDS);
    }

    /** @throws IllegalArgumentException when a noise is not positive or another number is negative */
    public KalmanSmoother(double measurementNoise, double accelerationNoise, double trustedScore, double holdSeconds) {
        super(NUMBERS, trustedScore, holdSeconds);
        SmootherChecks.positive("measurement noise", measurementNoise);
        SmootherChecks.positive("acceleration noise", accelerationNoise);
        this.measurementNoise = measurementNoise;
        this.accelerationNoise = accelerationNoise;
    }

    @Override
    void start(double[] filter, int at, Keypoint observed) {
        filter[at] = observed.x();
        filter[at + 1] = observed.y();
        filter[at + VELOCITY] = 0;
        filter[at + VELOCITY + 1] = 0;
        filter[at + PP] = variance(observed);
        filter[at + PV] = 0;
        filter[at + VV] = FIRST_SPEED * FIRST_SPEED;
    }

    @Override
    void step(double[] filter, int at, double seconds, double untrusted, double size, Keypoint observed) {
        filter[at] += filter[at + VELOCITY] * seconds;
        filter[at + 1] += filter[at + VELOCITY + 1] * seconds;
        growVariance(filter, at, seconds);
        double total = filter[at + PP] + variance(observed);
        double gain = filter[at + PP] / total;
        double velocityGain = filter[at + PV] / total;
        double dx = observed.x() - filter[at];
        double dy = observed.y() - filter[at + 1];
        filter[at] += gain * dx;
        filter[at + 1] += gain * dy;
        filter[at + VELOCITY] += velocityGain * dx;
        filter[at + VELOCITY + 1] += velocityGain * dy;
        filter[at + VV] -= velocityGain * filter[at + PV];
        filter[at + PV] *= 1 - gain;
        filter[at + PP] *= 1 - gain;
    }

    @Override
    void carry(double[] filter, int at, double seconds, BodyShift body) {
        double weight = 1 - Math.exp(-seconds / CARRY_SECONDS);
        filter[at] += body.dx();
        filter[at + 1] += body.dy();
        filter[at + VELOCITY] += (body.dx() / seconds - filter[at + VELOCITY]) * weight;
        filter[at + VELOCITY + 1] += (body.dy() / seconds - filter[at + VELOCITY + 1]) * weight;
        growVariance(filter, at, seconds);
    }

    private void growVariance(double[] filter, int at, double dt) {
        double q = accelerationNoise;
        filter[at + PP] += dt * (2 * filter[at + PV] + dt * filter[at + VV]) + q * dt * dt * dt / 3;
        filter[at + PV] += dt * filter[at + VV] + q * dt * dt / 2;
        filter[at + VV] += q * dt;
    }

    private double variance(Keypoint observed) {
        double deviation = measurementNoise / Math.max(LEAST_SCORE, observed.score());
        return deviation * deviation;
    }
}
