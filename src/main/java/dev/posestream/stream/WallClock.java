package dev.posestream.stream;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The machine's clock in microseconds since the epoch. */
final class WallClock {

    private WallClock() {}

    static long nowUs() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
