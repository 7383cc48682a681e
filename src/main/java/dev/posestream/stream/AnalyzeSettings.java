package dev.posestream.stream;

import java.time.Duration;

/**
 * The analysis as a Kafka Streams application.
 *
 * @param applicationId consumer group and prefix of the changelog; workers with the same id share the cameras
 * @param instanceId    fixed name of this worker, so that it takes up its cameras at once when it comes back; empty for none
 * @param threads       frames analysed at a time
 * @param maxAge        a live frame that has been under way this much longer than usual is dropped
 * @param catchUp       frames that were waiting when the worker started are analysed when they were younger than this
 * @param guarantee     how often a frame's outcome may appear after a crash
 * @param standbys      other workers that keep a copy of a camera's state, to go on at once when its worker dies
 */
public record AnalyzeSettings(String applicationId, String instanceId, int threads, Duration maxAge, Duration catchUp, Guarantee guarantee,
                              int standbys) {

    public AnalyzeSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("analysis threads is " + threads + ", expected at least 1");
        }
        if (standbys < 0) {
            throw new IllegalArgumentException("standby copies is " + standbys + ", expected 0 or more");
        }
    }

    /** Of a backfill: its own group, and what it has done and its state always go together. */
    AnalyzeSettings backfill(String applicationId) {
        return new AnalyzeSettings(applicationId, "", threads, maxAge, catchUp, Guarantee.EXACTLY_ONCE, 0);
    }

    /** Of a worker that is the only one and always the same. */
    public AnalyzeSettings alone(String instanceId) {
        return new AnalyzeSettings(applicationId, instanceId, threads, maxAge, catchUp, guarantee, 0);
    }
}
