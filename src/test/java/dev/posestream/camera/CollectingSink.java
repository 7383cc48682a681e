package dev.posestream.camera;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps all it gets. */
class CollectingSink implements FrameSink {

    final List<Frame> frames = new CopyOnWriteArrayList<>();
    final List<CameraStatus> statuses = new CopyOnWriteArrayList<>();

    @Override
    public boolean accept(Frame frame) throws InterruptedException {
        frames.add(frame);
        return true;
    }

    @Override
    public long lost(String camera) {
        return 0;
    }

    @Override
    public void status(CameraStatus status) {
        statuses.add(status);
    }

    CameraState state() {
        return statuses.isEmpty() ? null : statuses.get(statuses.size() - 1).state();
    }

    CameraStatus lastStatus() {
        return statuses.get(statuses.size() - 1);
    }

    /** The states in their order, each once while it lasts. */
    List<CameraState> states() {
        List<CameraState> states = new java.util.ArrayList<>();
        for (CameraStatus status : statuses) {
            if (states.isEmpty() || states.get(states.size() - 1) != status.state()) {
                states.add(status.state());
            }
        }
        return states;
    }
}
