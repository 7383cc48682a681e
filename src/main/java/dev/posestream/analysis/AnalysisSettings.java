package dev.posestream.analysis;

import java.time.Duration;

/**
 * How much is looked at, and how often.
 *
 * @param detectorPeriod the detector runs at least this often, in capture time. Shorter: newcomers are seen sooner and
 *                       boxes are corrected more often; longer: less computing
 * @param detectorPause  and at most this often, when the picture changes where nobody is known to be
 * @param maxPeople      followed in one frame; the surest are kept. Bounds the time a crowd can take
 * @param minPersonScore a pose whose mean keypoint score is below this is nobody
 */
public record AnalysisSettings(Duration detectorPeriod, Duration detectorPause, int maxPeople, double minPersonScore) {

    public static final AnalysisSettings DEFAULT =
            new AnalysisSettings(Duration.ofMillis(500), Duration.ofMillis(150), 20, 0.15);

    public AnalysisSettings {
        if (detectorPeriod.isNegative() || detectorPause.isNegative()) {
            throw new IllegalArgumentException("detector period " + detectorPeriod + " and pause " + detectorPause + " must not be negative");
        }
        if (maxPeople < 1) {
            throw new IllegalArgumentException("max people is " + maxPeople + ", expected at least 1");
        }
        if (!(minPersonScore >= 0 && minPersonScore <= 1)) {
            throw new IllegalArgumentException("min person score is " + minPersonScore + ", expected 0..1");
        }
    }
}
