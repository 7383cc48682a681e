package dev.posestream.analysis;

import java.time.Duration;

/**
 * Tells which frames of one camera come too late to be worth analysing: those whose transit (arrival minus capture)
 * exceeds the camera's usual transit by more than a bound.
 *
 * <p>Usual is the best seen so far, at most zero to begin with: clocks are taken to agree. Where they don't, the transit
 * is long and stays the same, while in a backlog it falls; so a transit that has not fallen for a while without one frame
 * in time is taken as the new usual. It leaks upward slowly, by more than clocks drift apart.
 *
 * <p>Frames that were waiting when this worker started are not late while they are younger than a second bound, so that a
 * crash costs no frame.
 */
public final class Lateness {

    private static final long RELEARN_US = 5_000_000;
    private static final double LEAK = 200e-6;

    private final long boundUs;
    private final long catchUpUs;
    private final long startedUs;
    private double usualUs;
    private long lastUs;
    private long lateSinceUs;
    private long lateTransitUs;

    /**
     * @param bound     how much longer than usual a frame may have been under way
     * @param catchUp   how old a frame may have been when this worker started
     * @param startedUs when this worker started, microseconds since the epoch
     */
    public Lateness(Duration bound, Duration catchUp, long startedUs) {
        this.boundUs = bound.toNanos() / 1000;
        this.catchUpUs = catchUp.toNanos() / 1000;
        this.startedUs = startedUs;
    }

    /**
     * @param capturedUs by the clock of the machine that captured it
     * @param nowUs      by this machine's clock
     */
    public boolean late(long capturedUs, long nowUs) {
        long transit = nowUs - capturedUs;
        if (lastUs > 0 && nowUs > lastUs) {
            usualUs += (nowUs - lastUs) * LEAK;
        }
        lastUs = nowUs;
        usualUs = Math.min(usualUs, transit);
        if (transit - usualUs <= boundUs) {
            lateSinceUs = 0;
            return false;
        }
        if (waitedForStart(capturedUs)) {
            return false;
        }
        if (lateSinceUs == 0 || transit < lateTransitUs - boundUs / 4) {
            lateSinceUs = nowUs;
            lateTransitUs = transit;
        } else if (nowUs - lateSinceUs >= RELEARN_US) {
            usualUs = transit;
            lateSinceUs = 0;
            return false;
        }
        return true;
    }

    private boolean waitedForStart(long capturedUs) {
        return capturedUs < startedUs && startedUs - capturedUs <= catchUpUs;
    }
}
