package dev.posestream.camera;

/** Picks frames so that there are no more than so many a second on average, as evenly as they come. */
final class FrameRateCap {

    private final long intervalUs;
    private long dueUs = Long.MIN_VALUE;

    /** @param maxFps 0 for no cap */
    FrameRateCap(double maxFps) {
        intervalUs = maxFps > 0 ? Math.round(1e6 / maxFps) : 0;
    }

    boolean takes(long capturedUs) {
        if (intervalUs == 0) {
            return true;
        }
        // A tenth of slack: frames jitter, and one that is a little early is better than a gap.
        if (dueUs != Long.MIN_VALUE && capturedUs < dueUs - intervalUs / 10) {
            return false;
        }
        boolean behind = dueUs == Long.MIN_VALUE || capturedUs - dueUs > intervalUs;
        dueUs = (behind ? capturedUs : dueUs) + intervalUs;
        return true;
    }
}
