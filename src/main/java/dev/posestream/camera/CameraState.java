package dev.posestream.camera;

/** Where a camera stands. */
public enum CameraState {
    /** Being opened. */
    CONNECTING,
    /** Frames arrive. */
    LIVE,
    /** Nothing arrived within the timeout; it was abandoned and will be tried again. */
    STALLED,
    /** It refused or broke; it will be tried again. */
    FAILED,
    /** A file that was played to its end, or a camera that was switched off here. */
    ENDED
}
