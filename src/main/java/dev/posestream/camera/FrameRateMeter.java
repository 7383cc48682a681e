package dev.posestream.camera;

import java.util.ArrayDeque;
import java.util.Deque;

/** Frames a second over the last five seconds, or since the session began when that is less. */
final class FrameRateMeter {

    private static final long WINDOW_NANOS = 5_000_000_000L;

    private final Deque<Long> frames = new ArrayDeque<>();

    synchronized void tick(long nanos) {
        frames.addLast(nanos);
        forget(nanos);
    }

    synchronized double fps(long nanos) {
        forget(nanos);
        if (frames.size() < 2) {
            return 0;
        }
        // Intervals, not frames: the first frame only opens the first interval.
        long span = Math.max(frames.getLast() - frames.getFirst(), 1);
        double measured = (frames.size() - 1) * 1e9 / span;
        double silence = (nanos - frames.getLast()) / 1e9;
        return silence * measured > 2 ? frames.size() * 1e9 / (nanos - frames.getFirst()) : measured;
    }

    private void forget(long nanos) {
        while (!frames.isEmpty() && nanos - frames.getFirst() > WINDOW_NANOS) {
            frames.removeFirst();
        }
    }
}
