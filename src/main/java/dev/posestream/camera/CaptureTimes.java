package dev.posestream.camera;

import java.util.OptionalLong;

/** When the frames of one session were captured: strictly increasing, whatever the source says. */
sealed interface CaptureTimes {

    /**
     * @param ptsUs      the source's own time of the frame, if it has any
     * @param durationUs how long the frame lasts, declared or guessed
     * @param receivedUs when its data arrived here, microseconds since the epoch
     * @return microseconds since the epoch
     */
    long capturedUs(OptionalLong ptsUs, long durationUs, long receivedUs);

    /** The source begins anew; its times may start from anywhere. */
    void restart();

    /** Live sources: when the data arrived. What a camera declares about its times and its frame rate is often wrong. */
    final class Live implements CaptureTimes {
        private long last = Long.MIN_VALUE;

        @Override
        public long capturedUs(OptionalLong ptsUs, long durationUs, long receivedUs) {
            last = Math.max(receivedUs, last + 1);
            return last;
        }

        @Override
        public void restart() {}
    }

    /**
     * Recordings: from the start of the session on, at the distances of their own times. One that is played at its own pace
     * and can't be read as fast falls behind, as a slow projector does: its times go on from now, so that its frames are late
     * for nobody.
     */
    final class Recorded implements CaptureTimes {
        /** More than decoding wavers by, less than anybody calls late. */
        private static final long SLACK_US = 250_000;

        /** Times that go back by more than this are a new beginning (a counter that wrapped, joined files), not a disorder. */
        private static final long JUMP_US = 1_000_000;

        private long last = Long.MIN_VALUE;
        private long lastDuration;
        private long offset;
        private boolean anchored;
        private final boolean paced;

        /** @param paced whether it is played at its own pace, not in replay */
        Recorded(boolean paced) {
            this.paced = paced;
        }

        @Override
        public long capturedUs(OptionalLong ptsUs, long durationUs, long receivedUs) {
            long expected = last == Long.MIN_VALUE ? receivedUs : last + Math.max(1, lastDuration);
            long captured = expected;
            if (ptsUs.isPresent()) {
                if (!anchored || ptsUs.getAsLong() + offset < last - JUMP_US) {
                    offset = expected - ptsUs.getAsLong();
                    anchored = true;
                }
                captured = ptsUs.getAsLong() + offset;
            }
            if (paced && receivedUs - captured > SLACK_US) {
                offset += receivedUs - captured;
                captured = receivedUs;
            }
            last = last == Long.MIN_VALUE ? captured : Math.max(captured, last + 1);
            lastDuration = durationUs;
            return last;
        }

        @Override
        public void restart() {
            anchored = false;
        }
    }
}
