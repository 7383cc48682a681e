package dev.posestream.analysis;

import java.util.ArrayList;
import java.util.List;

/** One of the worker's threads, with the queues that it serves in turn. */
final class ServingThread {

    private static final double IDLE_WAIT = 0.125;
    private static final double SHORT_WAIT = 0.5;
    private static final double HARDLY_BUSY = 0.7;
    private static final double MEMORY_SECONDS = 1;

    private final String name;
    private final List<Lane> lanes = new ArrayList<>();
    private final Supply supply;
    private boolean busy;
    private long busyUs;
    private long countedUs;
    private double busyPart;

    ServingThread(String name, long nowUs) {
        this.name = name;
        this.supply = new Supply(nowUs);
        this.countedUs = nowUs;
    }

    String name() {
        return name;
    }

    List<Lane> lanes() {
        return lanes;
    }

    /** What it analyses. */
    Supply supply() {
        return supply;
    }

    /** Of the queue with the longest wait, in parts of the greatest age: it takes turns, so none becomes shorter while another keeps it busy. */
    double waitPart() {
        return lanes.stream().mapToDouble(Lane::waitPart).max().orElse(0);
    }

    boolean busy() {
        return busy;
    }

    void busy(boolean busy, long nowUs) {
        count(nowUs);
        this.busy = busy;
    }

    void tick(double seconds, long nowUs) {
        count(nowUs);
        busyPart += (1 - Math.exp(-seconds / MEMORY_SECONDS)) * (busyUs / 1e6 / seconds - busyPart);
        busyUs = 0;
    }

    /** Whether it could do more: nothing waits, or nothing for long and it often has nothing to do. */
    boolean idle() {
        return waitPart() <= IDLE_WAIT || waitPart() <= SHORT_WAIT && hardlyBusy();
    }

    /** Whether it lately had nothing to do for a good part of the time. */
    boolean hardlyBusy() {
        return busyPart < HARDLY_BUSY;
    }

    private void count(long nowUs) {
        busyUs += busy ? nowUs - countedUs : 0;
        countedUs = nowUs;
    }
}
