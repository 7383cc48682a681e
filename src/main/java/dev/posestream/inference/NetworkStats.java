package dev.posestream.inference;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** What a network has done since it was opened. Counters only grow, except {@link #waiting()}; safe to read at any time. */
public final class NetworkStats {

    private final LongAdder batches = new LongAdder();
    private final LongAdder items = new LongAdder();
    private final LongAdder failedItems = new LongAdder();
    private final LongAdder queueNanos = new LongAdder();
    private final LongAdder runNanos = new LongAdder();

    private final IntSupplier waiting;

    NetworkStats(IntSupplier waiting) {
        this.waiting = waiting;
    }

    /** Pictures or crops that wait for a worker at this moment. */
    public int waiting() {
        return waiting.getAsInt();
    }

    void ran(int size, long queuedNanos, long ranNanos) {
        batches.increment();
        items.add(size);
        queueNanos.add(queuedNanos);
        runNanos.add(ranNanos);
    }

    void failed(int size) {
        failedItems.add(size);
    }

    /** Batches run well. */
    public long batches() {
        return batches.sum();
    }

    /** Pictures or crops run well; over {@link #batches()} the mean batch size. */
    public long items() {
        return items.sum();
    }

    /** Pictures or crops whose batch failed. */
    public long failedItems() {
        return failedItems.sum();
    }

    /**
     * Nanoseconds from an item's being ready to the start of its batch, summed over {@link #items()}: several that wait side by side
     * count each.
     */
    public long queueNanos() {
        return queueNanos.sum();
    }

    /** Nanoseconds from the start of a batch to its outputs, its input's copying included, summed over {@link #batches()}. */
    public long runNanos() {
        return runNanos.sum();
    }
}
