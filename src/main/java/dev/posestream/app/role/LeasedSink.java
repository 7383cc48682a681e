package dev.posestream.app.role;

import dev.posestream.camera.CameraStatus;
import dev.posestream.camera.Frame;
import dev.posestream.camera.FrameSink;
import dev.posestream.stream.FramePublisher;
import java.util.function.BooleanSupplier;

/** Publishes one shared camera's frames and states as long as this worker has it; what comes later is counted as lost. */
final class LeasedSink implements FrameSink {

    private final FramePublisher publisher;
    private final BooleanSupplier held;
    private volatile boolean ended;

    /** @param held whether this worker still has its share; asked before each frame */
    LeasedSink(FramePublisher publisher, BooleanSupplier held) {
        this.publisher = publisher;
        this.held = held;
    }

    @Override
    public boolean accept(Frame frame) throws InterruptedException {
        return valid() ? publisher.accept(frame)
                : publisher.refuse(frame.camera(), "this worker was away for longer than its group waits, so another one may have the camera by now");
    }

    @Override
    public long lost(String camera) {
        return publisher.lost(camera);
    }

    @Override
    public void status(CameraStatus status) {
        if (valid()) {
            publisher.status(status);
        }
    }

    /** From now on nothing of the camera is let through. */
    void end() {
        ended = true;
    }

    private boolean valid() {
        return !ended && held.getAsBoolean();
    }
}
