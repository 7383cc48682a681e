package dev.posestream.analysis;

/**
 * Finds out whether the worker's threads hold each other up: by how much more is analysed in seconds in which more of them are at
 * work. On a device that one frame fills it is no more; on a core for each thread, as much as there are more. That is the
 * slope of a line through what the last half minute or so has shown, relative to its middle.
 */
final class Parallelism {

    private static final double WINDOW_SECONDS = 1;
    private static final double MEMORY_WINDOWS = 30;
    private static final double FEWEST_WINDOWS = 4;
    /** With less change of how many are at work, relative, the slope is chance. */
    private static final double LEAST_SPREAD = 0.03;
    private static final double MOST_IDLE = 0.02;
    private static final double INDEPENDENT = 0.65;
    private static final double COMMON = 0.4;

    private int running;
    private long atUs;
    private double seconds;
    private double idle;
    private double work;
    private int done;

    private double windows;
    private double sumWork;
    private double sumDone;
    private double sumWorkWork;
    private double sumWorkDone;
    private boolean independent;

    Parallelism(long nowUs) {
        this.atUs = nowUs;
    }

    void begun(long nowUs) {
        pass(nowUs);
        running++;
    }

    /** @param completed whether it gave a result; otherwise when it ended is not known */
    void ended(long nowUs, boolean completed) {
        pass(nowUs);
        running--;
        done += completed ? 1 : 0;
    }

    private void pass(long nowUs) {
        double elapsed = (nowUs - atUs) / 1e6;
        atUs = nowUs;
        seconds += elapsed;
        work += running * elapsed;
        idle += running == 0 ? elapsed : 0;
        if (seconds >= WINDOW_SECONDS) {
            // While there is little to do, more work is more done on every machine.
            if (idle <= MOST_IDLE * seconds) {
                learn(work / seconds, done / seconds);
            }
            seconds = 0;
            idle = 0;
            work = 0;
            done = 0;
        }
    }

    private void learn(double work, double done) {
        double left = 1 - 1 / MEMORY_WINDOWS;
        windows = windows * left + 1;
        sumWork = sumWork * left + work;
        sumDone = sumDone * left + done;
        sumWorkWork = sumWorkWork * left + work * work;
        sumWorkDone = sumWorkDone * left + work * done;
        double meanWork = sumWork / windows;
        double meanDone = sumDone / windows;
        double variance = sumWorkWork / windows - meanWork * meanWork;
        if (windows >= FEWEST_WINDOWS && meanDone > 0 && variance > Math.pow(LEAST_SPREAD * meanWork, 2)) {
            double slope = (sumWorkDone / windows - meanWork * meanDone) / variance * meanWork / meanDone;
            independent = slope > (independent ? COMMON : INDEPENDENT);
        }
    }

    /** Whether a thread that pauses leaves the others as slow as they are. As before, while what is seen does not tell. */
    boolean independent() {
        return independent;
    }
}
