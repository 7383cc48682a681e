package dev.posestream.camera;

import java.time.Instant;

/** The time of day in this project's unit. */
public final class WallClock {

    private WallClock() {}

    /** Microseconds since the epoch. */
    public static long nowUs() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }
}
