package dev.posestream.dashboard;

import dev.posestream.camera.CameraSpec;
import dev.posestream.stream.LiveRegistry;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A registry in memory, for tests of what is around it. */
final class ManualRegistry implements LiveRegistry {

    private final SortedMap<String, CameraSpec> cameras = new ConcurrentSkipListMap<>();

    @Override
    public void start() {}

    @Override
    public SortedMap<String, CameraSpec> cameras() {
        return cameras;
    }

    @Override
    public boolean put(CameraSpec spec) {
        return cameras.put(spec.id(), spec) != null;
    }

    @Override
    public boolean remove(String camera) {
        return cameras.remove(camera) != null;
    }

    @Override
    public void close() {}
}
