package dev.posestream.app.role;

import dev.posestream.stream.FramePublisher;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** What was published and what was lost on the way to Kafka, as metrics with the tag {@code camera}. */
final class FrameMetrics {

    private FrameMetrics() {}

    /** @return what is to be removed from the registry with the camera */
    static List<Meter> bind(FramePublisher publisher, String camera, MeterRegistry registry) {
        return List.of(
                FunctionCounter.builder("posestream.frames.published", publisher, p -> p.published(camera))
                        .description("frames taken by Kafka").tag("camera", camera).register(registry),
                FunctionCounter.builder("posestream.frames.lost", publisher, p -> p.lost(camera))
                        .description("frames that Kafka could not take").tag("camera", camera).register(registry));
    }
}
