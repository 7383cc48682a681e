package dev.posestream.evaluation.bench;

import java.util.concurrent.TimeUnit;

/** Where the analysis's threads pass once a frame, and are held between rounds. */
final class RoundGate {

    private final int threads;
    private boolean open = true;
    private int waiting;
    private long passed;
    private long openedNanos;

    RoundGate(int threads) {
        this.threads = threads;
    }

    /** Called by the analysis; waits while the gate is closed. */
    synchronized void pass() throws InterruptedException {
        waiting++;
        notifyAll();
        try {
            while (!open) {
                wait();
            }
        } finally {
            waiting--;
        }
        passed++;
    }

    synchronized void open() {
        open = true;
        openedNanos = System.nanoTime();
        notifyAll();
    }

    /**
     * Closes and waits until all threads stand before it.
     *
     * @return nanoseconds since it was opened; -1 when not all threads came, because there was too little to do for them
     */
    synchronized long close(long patienceMs) throws InterruptedException {
        open = false;
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMs);
        while (waiting < threads) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) {
                return -1;
            }
            wait(left);
        }
        return System.nanoTime() - openedNanos;
    }

    /** Frames that have passed so far. */
    synchronized long passed() {
        return passed;
    }
}
