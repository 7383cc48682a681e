package dev.posestream.camera;

/** Waits for a time of day, until somebody ends the wait. */
final class Pace {

    private boolean ended;
    private volatile boolean waiting;

    /** @return false when the wait was ended before its time */
    synchronized boolean waitUntil(long wallUs) {
        waiting = true;
        try {
            for (long left; !ended && (left = wallUs - WallClock.nowUs()) > 0; ) {
                // Not for long in one go, so that a clock that is set does not keep it waiting.
                wait(Math.min(1000, left / 1000), (int) (left % 1000) * 1000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended = true;
        } finally {
            waiting = false;
        }
        return !ended;
    }

    boolean waiting() {
        return waiting;
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }
}
