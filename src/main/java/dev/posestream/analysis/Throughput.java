package dev.posestream.analysis;

/** Events a second lately: each counts less the longer ago it was, by half after about 1.4 s. */
final class Throughput {

    private static final double MEMORY_SECONDS = 2;

    private double sum;
    private long atUs;
    private double watchedSeconds;

    Throughput(long nowUs) {
        this.atUs = nowUs;
    }

    void add(long nowUs) {
        fade(nowUs);
        sum++;
    }

    double perSecond(long nowUs) {
        fade(nowUs);
        double memory = MEMORY_SECONDS * (1 - Math.exp(-watchedSeconds / MEMORY_SECONDS));
        return memory > 0 ? sum / memory : 0;
    }

    private void fade(long nowUs) {
        double seconds = (nowUs - atUs) / 1e6;
        sum *= Math.exp(-seconds / MEMORY_SECONDS);
        watchedSeconds += seconds;
        atUs = nowUs;
    }
}
