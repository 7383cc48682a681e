package dev.posestream.analysis;

import java.time.Duration;

/**
 * Tells which frames of one camera come too late to be worth analysing: those whose transit (arrival minus capture)
 * exceeds the camera's usual transit by more than a bound.
 *
 * <p>Usual is the best seen so far, at most zero to begin with: clocks are taken to agree. Where they don't, the transit
 * is long and steady, while in a backlog it falls as frames are passed over and rises as they wait. So only a transit that
 * has stayed the same over many frames in a row is taken as the new usual. Usual leaks upward as slowly as clocks drift apart.
 *
 * <p>Frames that were waiting when this worker started are not late while they are younger than a second bound, so that a
 * crash costs no frame.
 */
public final class Lateness {

    private static final long STEADY_US = 5_000_000;
    private static final int STEADY_FRAMES = 10;
    private static final double LEAK = 20e-6;

    private final long boundUs;
    private final long catchUpUs;
    private final long startedUs;
    private double usualUs;
    private long lastUs;
    private int steadyFrames;
    private long steadySinceUs;
    private long steadyLeastUs;
    private long steadyMostUs;
    private long waitedUs;
    private boolean excused;

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
        waitedUs = Math.round(transit - usualUs);
        excused = waitedForStart(capturedUs);
        if (transit - usualUs <= boundUs) {
            steadyFrames = 0;
            return false;
        }
        if (excused) {
            return false;
        }
        if (steady(capturedUs, transit)) {
            usualUs = transit;
            waitedUs = 0;
            steadyFrames = 0;
            return false;
        }
        return true;
    }

    /** How much longer than usual the frame last asked about was under way, microseconds. */
    long waitedUs() {
        return waitedUs;
    }

    /** Whether the frame last asked about was waiting when this worker started, and young enough then. */
    boolean excused() {
        return excused;
    }

    /** Whether the transit has been the same, to a quarter of the bound, for long enough and over frames enough. */
    private boolean steady(long capturedUs, long transit) {
        long least = Math.min(steadyLeastUs, transit);
        long most = Math.max(steadyMostUs, transit);
        if (steadyFrames == 0 || most - least > boundUs / 4) {
            steadyFrames = 0;
            steadySinceUs = capturedUs;
            least = transit;
            most = transit;
        }
        steadyLeastUs = least;
        steadyMostUs = most;
        steadyFrames++;
        return steadyFrames >= STEADY_FRAMES && capturedUs - steadySinceUs >= STEADY_US;
    }

    private boolean waitedForStart(long capturedUs) {
        return capturedUs < startedUs && startedUs - capturedUs <= catchUpUs;
    }
}
