package dev.posestream.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What the analysis counts, per camera. */
final class AnalyzeMetrics {

    private final MeterRegistry registry;

    AnalyzeMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void analysed(String camera, long latencyUs, int people) {
        Timer.builder("posestream.latency").description("from capture to the pose record").tag("camera", camera)
                .serviceLevelObjectives(Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(200),
                        Duration.ofMillis(400), Duration.ofMillis(800), Duration.ofMillis(1600), Duration.ofMillis(3200),
                        Duration.ofMillis(6400), Duration.ofMillis(12_800))
                .register(registry).record(Math.max(0, latencyUs), TimeUnit.MICROSECONDS);
        counter("posestream.people", "people found, summed over frames", camera).increment(people);
    }

    void dropped(String camera, DroppedFrame.Reason reason) {
        Counter.builder("posestream.frames.dropped").description("frames not analysed because the analysis can't keep up")
                .tag("camera", camera).tag("reason", reason.name().toLowerCase(Locale.ROOT)).register(registry).increment();
    }

    void repeated(String camera) {
        counter("posestream.frames.repeated", "frames delivered again that had been handled already", camera).increment();
    }

    void deadletter() {
        Counter.builder("posestream.frames.deadletter").description("frame records that could not be handled")
                .register(registry).increment();
    }

    private Counter counter(String name, String description, String camera) {
        return Counter.builder(name).description(description).tag("camera", camera).register(registry);
    }
}
