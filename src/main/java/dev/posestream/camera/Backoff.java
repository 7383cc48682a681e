package dev.posestream.camera;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: exponential with equal jitter, half of it fixed and half random, so that the
 * waits grow and yet many cameras that fail together do not come back together (M. Brooker, "Exponential Backoff and Jitter",
 * 2015). Not for use by several threads.
 */
public final class Backoff {

    public static final Duration BASE = Duration.ofMillis(500);
    public static final Duration CAP = Duration.ofSeconds(30);

    private final Duration base;
    private final Duration cap;
    private final RandomGenerator random;
    private int failures;

    /**
     * @param base upper bound of the first wait
     * @param cap  upper bound of all; larger is kinder to a dead camera's network, smaller finds it sooner when it is back
     */
    public Backoff(Duration base, Duration cap, RandomGenerator random) {
        if (base.isNegative() || base.isZero() || cap.compareTo(base) < 0) {
            throw new IllegalArgumentException("backoff from " + base + " to " + cap + ", expected more than 0, and not less at the end");
        }
        this.base = base;
        this.cap = cap;
        this.random = random;
    }

    /** The wait after one more failure: evenly between half a bound and the bound, which doubles each time. */
    public Duration next() {
        double bound = Math.min(cap.toMillis(), base.toMillis() * Math.pow(2, failures));
        failures = Math.min(failures + 1, 62);
        return Duration.ofMillis((long) (bound * (1 + random.nextDouble()) / 2));
    }

    /** It worked for a while: the next failure is a first one again. */
    public void reset() {
        failures = 0;
    }
}
