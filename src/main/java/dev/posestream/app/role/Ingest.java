package dev.posestream.app.role;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Settings;
import dev.posestream.camera.Camera;
import dev.posestream.camera.CameraOutcome;
import dev.posestream.camera.CameraRunner;
import dev.posestream.camera.kinds.CameraKinds;
import dev.posestream.dashboard.HealthCheck;
import dev.posestream.stream.AnalysisProgress;
import dev.posestream.stream.FramePublisher;
import dev.posestream.stream.StreamException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Captures cameras and publishes their frames: those given, and with them a share of the registered ones, unless those given all end by
 * themselves.
 */
public final class Ingest implements Role {

    /** Frames a replay may be ahead of the analysis. */
    private static final int REPLAY_WINDOW = 256;
    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

    private final FramePublisher publisher;
    private final AnalysisProgress progress;
    private final Map<Camera, CameraRunner> runners = new LinkedHashMap<>();
    private final Optional<SharedCameras> shared;

    private Ingest(List<Camera> cameras, FramePublisher publisher, AnalysisProgress progress, Optional<SharedCameras> shared) {
        this.publisher = publisher;
        this.progress = progress;
        this.shared = shared;
        cameras.forEach(camera -> runners.put(camera, new CameraRunner(camera, CameraKinds.SOURCES, publisher)));
    }

    /** Connects to Kafka; cameras are not touched before {@link #start()}. */
    static Ingest open(Configuration configuration, List<Camera> cameras, Kafka kafka, MeterRegistry registry) throws StreamException {
        AnalysisProgress progress = new AnalysisProgress(kafka.connection(), configuration.get(Settings.APPLICATION_ID), REPLAY_WINDOW);
        try {
            FramePublisher publisher = new FramePublisher(kafka.connection(), configuration.topics(), kafka.topicSettings(), kafka::hasRoom,
                    progress);
            try {
                publisher.bindTo(registry);
                cameras.forEach(camera -> FrameMetrics.bind(publisher, camera.id(), registry));
                Optional<SharedCameras> shared = endByThemselves(cameras) ? Optional.empty()
                        : Optional.of(new SharedCameras(configuration, cameras, kafka.connection(), publisher, registry));
                return new Ingest(cameras, publisher, progress, shared);
            } catch (RuntimeException e) {
                publisher.close();
                throw e;
            }
        } catch (StreamException | RuntimeException e) {
            progress.close();
            throw e;
        }
    }

    /** A file that can't be played beside cameras that go on is told to the log; where all end, see {@link #ended()}. */
    public void start() {
        boolean ends = endsByItself();
        runners.forEach((camera, runner) -> {
            if (!ends) {
                runner.outcome().thenAccept(outcome -> {
                    if (outcome.result() == CameraOutcome.Result.FAILED) {
                        LOG.error("camera {}: {}", camera.id(), outcome.detail());
                    }
                });
            }
            runner.start();
        });
        shared.ifPresent(SharedCameras::start);
    }

    /** Completes when all cameras given have ended, which only files do; with how each of them ended, which is the caller's to tell. */
    public CompletableFuture<Map<Camera, CameraOutcome>> ended() {
        return CompletableFuture.allOf(runners.values().stream().map(CameraRunner::outcome).toArray(CompletableFuture[]::new))
                .thenApply(nothing -> runners.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().outcome().join())));
    }

    /** The names of those given. */
    public Set<String> cameras() {
        return runners.keySet().stream().map(Camera::id).collect(Collectors.toSet());
    }

    /** Frames of all cameras given that could not be published. */
    public long lost() {
        return runners.keySet().stream().mapToLong(camera -> publisher.lost(camera.id())).sum();
    }

    /** Whether it comes to an end: there are cameras, and all of them stop by themselves. */
    public boolean endsByItself() {
        return shared.isEmpty();
    }

    private static boolean endByThemselves(List<Camera> cameras) {
        return !cameras.isEmpty() && cameras.stream().allMatch(CameraKinds::ends);
    }

    /** Frames to come in all; empty where one camera does not know. */
    public OptionalLong expectedFrames() {
        List<OptionalLong> counts = runners.keySet().stream().map(CameraKinds::expectedFrames).toList();
        return counts.stream().allMatch(OptionalLong::isPresent) ? OptionalLong.of(counts.stream().mapToLong(OptionalLong::getAsLong).sum())
                : OptionalLong.empty();
    }

    public AnalysisProgress progress() {
        return progress;
    }

    @Override
    public List<HealthCheck> checks() {
        List<HealthCheck> checks = new ArrayList<>();
        // Who has nothing to publish has not asked Kafka for anything yet.
        checks.add(HealthCheck.of("publishing", () -> publisher.healthy() || runners.isEmpty() && shared.stream().allMatch(SharedCameras::idle),
                "Kafka is away or does not take the frames; they are being lost"));
        shared.ifPresent(cameras -> checks.add(HealthCheck.of("registry", cameras::healthy,
                "the share of the registered cameras is not known yet, or Kafka is away")));
        return checks;
    }

    @Override
    public void close() {
        shared.ifPresent(SharedCameras::close);
        runners.values().parallelStream().forEach(CameraRunner::close);
        progress.close();
        publisher.close();
    }
}
