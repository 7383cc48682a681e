package dev.posestream.camera;

/** Where frames and states of cameras go. Called from the cameras' threads. */
public interface FrameSink {

    /**
     * Takes a frame. For live frames it does not block for long: what can't be taken is counted as lost.
     * For replayed frames it blocks until there is room.
     *
     * @return false when the frame was lost; one that is taken may still be lost later
     */
    boolean accept(Frame frame) throws InterruptedException;

    /** Frames of this camera that were lost so far, at once or later. */
    long lost(String camera);

    void status(CameraStatus status);
}
