package dev.posestream.evaluation.bench;

/** What the analysis asked of its networks. */
final class WorkLog {

    /**
     * @param detections pictures that the person network saw
     * @param crops      people that the pose network saw
     */
    record Work(long detections, long crops) {}

    private long detections;
    private long crops;

    synchronized void detection() {
        detections++;
    }

    synchronized void crops(int count) {
        crops += count;
    }

    /** All since the last call. */
    synchronized Work take() {
        Work work = new Work(detections, crops);
        detections = 0;
        crops = 0;
        return work;
    }
}
