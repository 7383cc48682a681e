package dev.posestream.analysis;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Decides which live frames of one queue are analysed: those that have not waited too long, as far as the camera's share goes. Not
 * for replayed ones.
 */
public final class Admission implements AutoCloseable {

    /** What is to be done with a frame. */
    public enum Verdict {
        ANALYSE,
        /** It has waited too long. */
        LATE,
        /** Its camera has had its share. */
        OVER_SHARE
    }

    private final Duration maxAge;
    private final Duration catchUp;
    private final long startedUs;
    private final FairShare shares;
    private final Lane lane;
    private final Map<String, Lateness> lateness = new HashMap<>();

    /**
     * @param maxAge    how much longer than usual a frame may have been under way
     * @param catchUp   how old a frame may have been when this queue was taken over
     * @param startedUs when that was, microseconds since the epoch
     * @param shares    of the worker
     * @param thread    of the worker, the one that serves this queue
     */
    public Admission(Duration maxAge, Duration catchUp, long startedUs, FairShare shares, String thread) {
        this.maxAge = maxAge;
        this.catchUp = catchUp;
        this.startedUs = startedUs;
        this.shares = shares;
        this.lane = shares.open(thread);
    }

    /**
     * @param capturedUs by the clock of the machine that captured it
     * @param nowUs      by this machine's clock
     */
    public Verdict judge(String camera, int priority, long capturedUs, long nowUs) {
        Lateness wait = lateness.computeIfAbsent(camera, c -> new Lateness(maxAge, catchUp, startedUs));
        if (wait.late(capturedUs, nowUs)) {
            shares.late(lane, camera, priority, capturedUs, wait.waitedUs());
            return Verdict.LATE;
        }
        if (wait.excused()) {
            return Verdict.ANALYSE;
        }
        return shares.admits(lane, camera, priority, capturedUs, wait.waitedUs()) ? Verdict.ANALYSE : Verdict.OVER_SHARE;
    }

    /** A frame that it let through has been analysed. */
    public void analysed() {
        shares.analysed(lane);
    }

    @Override
    public void close() {
        shares.close(lane);
    }
}
