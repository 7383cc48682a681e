package dev.posestream.app.role;

import dev.posestream.camera.Camera;
import dev.posestream.stream.FramePublisher;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** What was published and what was lost on the way to Kafka, as metrics with the tag {@code camera}. */
final class FrameMetrics {

    private FrameMetrics() {}

    static void bind(FramePublisher publisher, List<Camera> cameras, MeterRegistry registry) {
        for (Camera camera : cameras) {
            FunctionCounter.builder("posestream.frames.published", publisher, p -> p.published(camera.id()))
                    .description("frames taken by Kafka").tag("camera", camera.id()).register(registry);
            FunctionCounter.builder("posestream.frames.lost", publisher, p -> p.lost(camera.id()))
                    .description("frames that Kafka could not take").tag("camera", camera.id()).register(registry);
        }
    }
}
