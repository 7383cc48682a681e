package dev.posestream.stream;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a worker may go on without having been awake: a group takes away what a worker has when it is not heard of for the session
 * timeout, and a worker that was frozen meanwhile learns it late. Whoever does something by right of the group asks here first.
 * By a monotonic clock, which goes on while a process is frozen.
 */
final class Lease {

    private final long limitNanos;
    private final LongSupplier nanoClock;
    private volatile long stampedNanos;
    private volatile boolean held;

    Lease(Duration limit, LongSupplier nanoClock) {
        this.limitNanos = limit.toNanos();
        this.nanoClock = nanoClock;
    }

    /** Anew, after the group has given something. */
    void begin() {
        stampedNanos = nanoClock.getAsLong();
        held = true;
    }

    /** A sign of life; one that comes too late is none. @return whether the lease still holds */
    boolean stamp() {
        long nowNanos = nanoClock.getAsLong();
        held &= nowNanos - stampedNanos < limitNanos;
        stampedNanos = held ? nowNanos : stampedNanos;
        return held;
    }

    boolean valid() {
        return held && nanoClock.getAsLong() - stampedNanos < limitNanos;
    }

    /** The group has taken everything. */
    void end() {
        held = false;
    }
}
