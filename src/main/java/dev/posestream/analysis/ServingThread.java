package dev.posestream.analysis;

import java.util.ArrayList;
import java.util.List;

/** One of the worker's threads, with the queues that it serves in turn. */
final class ServingThread {

    private final String name;
    private final List<Lane> lanes = new ArrayList<>();
    private final Supply supply;
    private boolean busy;

    ServingThread(String name, long nowUs) {
        this.name = name;
        this.supply = new Supply(nowUs);
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

    /** Of the queue with the longest wait: it takes turns, so none becomes shorter while another keeps it busy. */
    double waitPart() {
        return lanes.stream().mapToDouble(Lane::waitPart).max().orElse(0);
    }

    boolean busy() {
        return busy;
    }

    void busy(boolean busy) {
        this.busy = busy;
    }
}
