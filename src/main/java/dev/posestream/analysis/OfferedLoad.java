package dev.posestream.analysis;

/** What one camera sends, and how much of it is due to be analysed; in the camera's own capture time, so that waiting changes nothing. */
final class OfferedLoad {

    private static final long MEASURED_US = 1_000_000;
    /** Of a camera that sends a frame a minute, and some are late. */
    static final long MOST_PAUSE_US = 90_000_000;
    private static final double LEAST_RATE = 1 / 60.0;
    /** More than one, so that a camera within its share loses nothing when its frames come unevenly. */
    private static final double MOST_CREDIT = 2;

    private Lane lane;
    private int priority;
    private long seenUs;
    private long capturedUs;
    private long sinceUs;
    private int frames;
    private double perSecond;
    private double credit = 1;
    private long passedUs;

    void seen(Lane lane, int priority, long capturedUs, long nowUs) {
        this.lane = lane;
        passedUs = seenUs == 0 ? 0 : Math.max(0, Math.min(capturedUs - this.capturedUs, MOST_PAUSE_US));
        if (seenUs == 0 || capturedUs < this.capturedUs || capturedUs - this.capturedUs > MOST_PAUSE_US) {
            sinceUs = capturedUs;
            frames = 0;
        } else {
            measure(capturedUs);
        }
        this.priority = priority;
        this.capturedUs = capturedUs;
        this.seenUs = nowUs;
    }

    private void measure(long capturedUs) {
        frames++;
        long elapsedUs = capturedUs - sinceUs;
        if (elapsedUs >= MEASURED_US) {
            perSecond = frames * 1e6 / elapsedUs;
            sinceUs = capturedUs;
            frames = 0;
        } else if (perSecond == 0 && frames == 1 && elapsedUs > 0) {
            perSecond = 1e6 / elapsedUs;
        }
    }

    /** Whether the frame just seen is due, for a camera that gets so many a second per unit of priority; then it has been given. */
    boolean take(double level) {
        pass(level);
        if (credit < 1) {
            return false;
        }
        credit--;
        return true;
    }

    /** The frame just seen is not analysed, whether due or not. */
    void pass(double level) {
        credit = Double.isInfinite(level) ? MOST_CREDIT : Math.min(MOST_CREDIT, credit + level * priority * passedUs / 1e6);
    }

    /** Where its frames come from. */
    Lane lane() {
        return lane;
    }

    WaterLevel.Demand demand() {
        return new WaterLevel.Demand(perSecond, priority);
    }

    long silentUs(long nowUs) {
        return nowUs - seenUs;
    }

    /** How long a camera of its rate may be silent without having gone away. */
    long patienceUs() {
        return (long) (2_000_000 + 2e6 / Math.max(perSecond, LEAST_RATE));
    }
}
