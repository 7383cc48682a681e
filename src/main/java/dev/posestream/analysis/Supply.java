package dev.posestream.analysis;

/** What can be shared out of a worker or a thread: what it lately analysed and a little more, and much more where it has nothing to do. */
final class Supply {

    /** A share that is never exceeded would never grow. */
    private static final double HEADROOM = 1.05;
    private static final double LEAST_PER_SECOND = 0.5;
    private static final double MOST_BOOST = 100;
    private static final double RISE_PER_SECOND = 4;
    private static final double FALL_PER_SECOND = 4;

    private final Throughput analysed;
    private double boost = 1;

    Supply(long nowUs) {
        analysed = new Throughput(nowUs);
    }

    void analysed(long nowUs) {
        analysed.add(nowUs);
    }

    double analysedPerSecond(long nowUs) {
        return Math.max(LEAST_PER_SECOND, analysed.perSecond(nowUs));
    }

    /** @param idle whether no frame waits, so that it could do more */
    void tick(double seconds, boolean idle) {
        boost = Math.max(1, Math.min(MOST_BOOST, boost * Math.exp(seconds * (idle ? RISE_PER_SECOND : -FALL_PER_SECOND))));
    }

    double perSecond(long nowUs) {
        return HEADROOM * boost * analysedPerSecond(nowUs);
    }
}
