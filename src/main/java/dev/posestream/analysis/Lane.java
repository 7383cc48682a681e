package dev.posestream.analysis;

/** One of the worker's queues: how long frames have waited in it lately, and what its cameras may have. */
final class Lane {

    private final ServingThread thread;
    private final long maxAgeUs;
    private double waitUs;
    private long seenUs;
    private long sumUs;
    private int frames;
    private long lateSinceUs = -1;
    private long lateUs;
    private long analysedBefore;
    private double level = Double.POSITIVE_INFINITY;

    Lane(ServingThread thread, long maxAgeUs, long nowUs) {
        this.thread = thread;
        this.maxAgeUs = maxAgeUs;
        this.seenUs = nowUs;
    }

    void waited(long waitUs, long nowUs) {
        sumUs += Math.min(waitUs, maxAgeUs);
        frames++;
        seenUs = nowUs;
    }

    /** @param analysed by the worker so far */
    void late(long nowUs, long analysed) {
        if (lateSinceUs < 0) {
            lateSinceUs = nowUs;
            analysedBefore = analysed;
        }
        lateUs = nowUs;
    }

    /** @param patienceUs without a frame for so long it is empty */
    void tick(double seconds, long nowUs, long patienceUs) {
        if (frames > 0) {
            double weight = 1 - Math.exp(-seconds * 8e6 / maxAgeUs);
            waitUs += weight * ((double) sumUs / frames - waitUs);
            sumUs = 0;
            frames = 0;
        } else if (nowUs - seenUs > patienceUs) {
            waitUs = 0;
        }
        if (waitUs < maxAgeUs / 2.0 || nowUs - lateUs > maxAgeUs) {
            lateSinceUs = -1;
        }
    }

    /** The one that serves it. */
    ServingThread thread() {
        return thread;
    }

    /**
     * Whether frames keep coming too late while more comes than is analysed. After a stall some come too late as well, but then more
     * is analysed than comes.
     *
     * @param analysed by the worker so far
     * @param offered  to the worker, frames a second
     */
    boolean overloaded(long nowUs, long analysed, double offered) {
        long forUs = nowUs - lateSinceUs;
        return lateSinceUs >= 0 && forUs >= maxAgeUs && (analysed - analysedBefore) * 1e6 / forUs < offered;
    }

    /** Of the frames lately seen, on average; in parts of the most that is allowed. */
    double waitPart() {
        return waitUs / maxAgeUs;
    }

    double level() {
        return level;
    }

    void level(double level) {
        this.level = level;
    }
}
