package dev.posestream.inference;

import java.util.concurrent.atomic.AtomicInteger;

/** How many batches run at the moment, over all networks that share the cores. */
final class RunningBatches {

    private final AtomicInteger count = new AtomicInteger();

    /** To be followed by {@link #end}. @return whether no other runs */
    boolean begin() {
        return count.incrementAndGet() == 1;
    }

    void end() {
        count.decrementAndGet();
    }
}
