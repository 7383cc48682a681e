package dev.posestream.inference;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * How many batches run at the moment, over all networks that share the cores. One is taken to be alone only when none has met another
 * for a while: where many cameras keep all cores busy, a batch that has a core to itself for a moment would else disturb the next.
 */
final class RunningBatches {

    private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;
    private final AtomicInteger count = new AtomicInteger();
    private volatile long metNanos;

    RunningBatches() {
        this(System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime()} */
    RunningBatches(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.metNanos = nanoTime.getAsLong() - QUIET_NANOS;
    }

    /** To be followed by {@link #end}. @return whether this one may have all cores */
    boolean begin() {
        long now = nanoTime.getAsLong();
        if (count.incrementAndGet() > 1) {
            metNanos = now;
            return false;
        }
        return now - metNanos >= QUIET_NANOS;
    }

    void end() {
        count.decrementAndGet();
    }
}
