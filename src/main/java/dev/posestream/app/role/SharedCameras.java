package dev.posestream.app.role;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Settings;
import dev.posestream.camera.Camera;
import dev.posestream.camera.CameraOutcome;
import dev.posestream.camera.CameraRunner;
import dev.posestream.camera.CameraSettings;
import dev.posestream.camera.CameraSources;
import dev.posestream.camera.CameraSpec;
import dev.posestream.camera.CameraState;
import dev.posestream.camera.CameraStatus;
import dev.posestream.camera.FileFailure;
import dev.posestream.camera.WallClock;
import dev.posestream.camera.kinds.CameraKinds;
import dev.posestream.stream.CameraAssignment;
import dev.posestream.stream.FramePublisher;
import dev.posestream.stream.KafkaConnection;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process's share of the registered cameras: runs those that its group gives it, and lets them go when it takes them away. */
final class SharedCameras implements CameraAssignment.Listener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SharedCameras.class);

    private record Running(CameraRunner runner, LeasedSink sink, List<Meter> meters) {}

    private final CameraSettings defaults;
    private final CameraSources sources;
    private final Set<String> given;
    private final FramePublisher publisher;
    private final MeterRegistry registry;
    private final CameraAssignment assignment;
    private final String place;
    private final Map<String, Running> running = new HashMap<>();
    private final Set<String> skipped = new HashSet<>();

    /** @param given cameras that this process runs anyhow, and that are not run a second time when they are registered too */
    SharedCameras(Configuration configuration, List<Camera> given, KafkaConnection kafka, FramePublisher publisher, MeterRegistry registry) {
        this.defaults = configuration.cameraDefaults();
        this.sources = CameraKinds.SOURCES.within(configuration.get(Settings.SECRETS));
        this.given = given.stream().map(Camera::id).collect(Collectors.toUnmodifiableSet());
        this.publisher = publisher;
        this.registry = registry;
        String group = configuration.get(Settings.INGEST_GROUP);
        this.place = "topic " + configuration.topics().cameras() + ", shared in group " + group;
        this.assignment = new CameraAssignment(kafka, configuration.topics(), group, this, registry);
    }

    void start() {
        LOG.info("cameras given to this process: {}; it takes its share of the registered ones too ({}); "
                + "'posestream camera add NAME ADDRESS' registers one", given.size(), place);
        assignment.start();
    }

    /** Whether it has no camera to run. */
    boolean idle() {
        return assignment.running() == 0;
    }

    boolean healthy() {
        return assignment.healthy();
    }

    @Override
    public void run(CameraSpec spec) {
        if (given.contains(spec.id())) {
            if (skipped.add(spec.id())) {
                LOG.warn("camera {} was given to this process and is registered too: the given one is run here, the registered one is not", spec.id());
            }
            return;
        }
        LeasedSink sink = new LeasedSink(publisher, assignment::holds);
        try {
            start(spec.camera(defaults), sink);
        } catch (RuntimeException e) {
            // Of this camera only; the others go on.
            Optional.ofNullable(running.remove(spec.id())).ifPresent(begun -> begun.meters().forEach(registry::remove));
            if (e instanceof IllegalArgumentException) {
                LOG.error("camera {} can't be run: {}", spec.id(), e.getMessage());
            } else {
                LOG.error("camera {} can't be run: {}", spec.id(), e.toString(), e);
            }
            long nowUs = WallClock.nowUs();
            String detail = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            sink.status(new CameraStatus(spec.id(), new Camera(spec.id(), spec.address(), defaults).masked(), CameraState.FAILED, detail, nowUs, nowUs, "", 0, 0, 0, 0));
        }
    }

    private void start(Camera camera, LeasedSink sink) {
        CameraRunner runner = new CameraRunner(camera, sources, sink, FileFailure.TRIED_AGAIN);
        running.put(camera.id(), new Running(runner, sink, FrameMetrics.bind(publisher, camera.id(), registry)));
        runner.outcome().thenAccept(outcome -> {
            if (outcome.result() == CameraOutcome.Result.FAILED) {
                LOG.error("camera {}: {}", camera.id(), outcome.detail());
            }
        });
        runner.start();
    }

    @Override
    public void stop(Set<String> cameras) {
        Map<String, Running> ending = new HashMap<>();
        cameras.forEach(camera -> ending.put(camera, running.remove(camera)));
        ending.values().removeIf(Objects::isNull);
        if (ending.isEmpty()) {
            return;
        }
        // One thread each, because a camera that hangs keeps its own waiting for a second.
        ExecutorService closers = Executors.newFixedThreadPool(ending.size());
        try {
            closers.invokeAll(ending.values().stream().<Callable<Void>>map(camera -> () -> {
                camera.runner().close();
                return null;
            }).toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closers.shutdownNow();
        }
        ending.forEach((id, camera) -> {
            camera.sink().end();
            camera.meters().forEach(registry::remove);
            publisher.forget(id);
        });
        LOG.info("stopped {}", ending.keySet());
    }

    @Override
    public void removed(Set<String> cameras) {
        cameras.stream().filter(camera -> !given.contains(camera)).forEach(publisher::withdrawStatus);
    }

    /** Stops its cameras and leaves them to the other workers. */
    @Override
    public void close() {
        assignment.close();
    }
}
