package dev.posestream.dashboard;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Clocks that a test turns; they stand still in between. */
final class TurnedClocks implements Clocks {

    private static final long START_US = 1_795_368_412_000_000L;

    private final AtomicLong nanos = new AtomicLong();

    void turn(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public long wallUs() {
        return START_US + nanos.get() / 1000;
    }
}
