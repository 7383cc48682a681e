package dev.posestream.evaluation.bench;

/**
 * CPU time of capturing a video once.
 *
 * @param processMs milliseconds a frame, of the whole process
 * @param threadMs  milliseconds a frame, of the threads that capture and send
 * @param bytes     of an average JPEG
 */
record CaptureCost(int frames, double processMs, double threadMs, long bytes) {

    static CaptureCost of(CpuTime spent, int frames, long bytes) throws BenchException {
        if (frames == 0) {
            throw new BenchException("not one frame was captured");
        }
        return new CaptureCost(frames, spent.processNanos() / 1e6 / frames, spent.threadNanos() / 1e6 / frames, bytes / frames);
    }
}
