package dev.posestream.app.role;

import dev.posestream.camera.Camera;
import dev.posestream.camera.CameraOutcome;
import dev.posestream.camera.CameraRunner;
import dev.posestream.camera.CameraSources;
import dev.posestream.camera.synthetic.SyntheticOptions;
import dev.posestream.camera.synthetic.SyntheticSource;
import dev.posestream.dashboard.HealthCheck;
import dev.posestream.stream.AnalysisProgress;
import dev.posestream.stream.FramePublisher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Captures cameras and publishes their frames. */
public final class Ingest implements Role {

    private final FramePublisher publisher;
    private final AnalysisProgress progress;
    private final CameraSources sources = sources();
    private final Map<Camera, CameraRunner> runners = new LinkedHashMap<>();

    /** Owns publisher and progress from here on. */
    public Ingest(List<Camera> cameras, FramePublisher publisher, AnalysisProgress progress) {
        this.publisher = publisher;
        this.progress = progress;
        cameras.forEach(camera -> runners.put(camera, new CameraRunner(camera, sources, publisher)));
    }

    /** Every kind of camera there is. */
    public static CameraSources sources() {
        return new CameraSources(Map.of("synthetic", SyntheticSource::new));
    }

    public void start() {
        runners.values().forEach(CameraRunner::start);
    }

    /** Completes when all cameras have ended, which only files do; with how each of them ended. */
    public CompletableFuture<Map<Camera, CameraOutcome>> ended() {
        return CompletableFuture.allOf(runners.values().stream().map(CameraRunner::outcome).toArray(CompletableFuture[]::new))
                .thenApply(nothing -> runners.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().outcome().join())));
    }

    /** Whether all cameras are files that are played once, or drawn scenes with an end. */
    public boolean endsByItself() {
        return runners.keySet().stream().allMatch(this::ends);
    }

    private boolean ends(Camera camera) {
        return SyntheticOptions.accepts(camera.address()) ? SyntheticOptions.parse(camera.address()).ends()
                : sources.isFile(camera) && !camera.settings().loop();
    }

    public AnalysisProgress progress() {
        return progress;
    }

    @Override
    public List<HealthCheck> checks() {
        return List.of();
    }

    @Override
    public void close() {
        runners.values().forEach(CameraRunner::close);
        progress.close();
        publisher.close();
    }
}
