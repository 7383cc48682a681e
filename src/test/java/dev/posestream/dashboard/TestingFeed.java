package dev.posestream.dashboard;

import dev.posestream.camera.CameraState;
import dev.posestream.camera.CameraStatus;
import dev.posestream.camera.Frame;
import dev.posestream.camera.Picture;
import dev.posestream.pose.PoseFrame;
import dev.posestream.stream.LiveFeed;
import dev.posestream.stream.Shot;
import java.awt.Color;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A feed of painted cameras with people who walk, a few frames a second; and of cameras that are in trouble. */
final class TestingFeed implements LiveFeed {

    private static final int FPS = 10;

    private final Map<String, Scene> scenes = new LinkedHashMap<>();
    private final Map<String, CameraStatus> troubled = new LinkedHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private volatile Set<String> watched = Set.of();
    private volatile Listener listener;
    private volatile int droppedBefore;
    private long seq;

    TestingFeed live(String camera, Color wall, int people) {
        scenes.put(camera, Scene.of(wall, people));
        return this;
    }

    TestingFeed troubled(String camera, CameraState state, String detail) {
        troubled.put(camera, status(camera, state, detail));
        return this;
    }

    /** From now on so many frames are dropped before each that is analysed. */
    void drop(int frames) {
        droppedBefore = frames;
    }

    /** Takes a camera away, by the thread that feeds, so that nothing of it comes after. */
    void forget(String camera) {
        thread.execute(() -> {
            scenes.remove(camera);
            listener.forgotten(camera);
        });
    }

    Set<String> watched() {
        return watched;
    }

    @Override
    public void start(Listener listener) {
        this.listener = listener;
        scenes.keySet().forEach(camera -> listener.status(status(camera, CameraState.LIVE, "")));
        troubled.values().forEach(listener::status);
        thread.scheduleAtFixedRate(this::step, 0, 1000 / FPS, TimeUnit.MILLISECONDS);
    }

    private void step() {
        long us = Duration.between(Instant.EPOCH, Instant.now()).toNanos() / 1000;
        seq++;
        scenes.forEach((camera, scene) -> {
            var people = scene.people(us % 1_000_000_000_000L / 1e6 + camera.hashCode() % 50);
            long latencyUs = 38_000 + Math.abs(camera.hashCode() % 15_000) + (long) (6_000 * Math.sin(seq * 0.21 + camera.length()));
            PoseFrame poses = new PoseFrame(camera, "6f1d2a34-5b6c-4d7e-8f90-a1b2c3d4e5f6", seq, us - latencyUs, scene.width(), scene.height(),
                    "dite-hrnet-18@256x192", "coco17", latencyUs, droppedBefore, people);
            listener.poses(poses);
            if (watched.contains(camera)) {
                Picture picture = new Picture(us, us - latencyUs, scene.width(), scene.height(), scene.jpeg(people));
                listener.shot(new Shot(new Frame(camera, poses.session(), seq, picture, 1, OptionalLong.empty()), Optional.of(poses)));
            }
        });
    }

    private static CameraStatus status(String camera, CameraState state, String detail) {
        long us = Instant.now().toEpochMilli() * 1000;
        return new CameraStatus(camera, "rtsp://***@192.0.2." + (10 + camera.length()) + "/stream1", state, detail, us, us,
                "6f1d2a34-5b6c-4d7e-8f90-a1b2c3d4e5f6", 18_231, 0, 1, state == CameraState.LIVE ? FPS : 0);
    }

    @Override
    public void watch(Set<String> cameras) {
        watched = Set.copyOf(cameras);
    }

    @Override
    public boolean healthy() {
        return true;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
