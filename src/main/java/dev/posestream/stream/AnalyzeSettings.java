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
 */
public record AnalyzeSettings(String applicationId, String instanceId, int threads, Duration maxAge, Duration catchUp) {

    public AnalyzeSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("analysis threads is " + threads + ", expected at least 1");
        }
    }

    public AnalyzeSettings withInstanceId(String instanceId) {
        return new AnalyzeSettings(applicationId, instanceId, threads, maxAge, catchUp);
    }
}
