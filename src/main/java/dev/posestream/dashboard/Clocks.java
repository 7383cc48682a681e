package dev.posestream.dashboard;

import dev.posestream.camera.WallClock;

/** What the dashboard knows the time by; a test turns its own. */
interface Clocks {

    Clocks SYSTEM = new Clocks() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long wallUs() {
            return WallClock.nowUs();
        }
    };

    /** For spans, as {@link System#nanoTime()}. */
    long nanos();

    /** To compare with what others wrote, microseconds since the epoch. */
    long wallUs();
}
