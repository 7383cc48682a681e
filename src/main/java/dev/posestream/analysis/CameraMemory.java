package dev.posestream.analysis;

import dev.posestream.tracking.TrackingState;

/**
 * What is remembered of a camera from one frame to the next: a value that is kept in the state store.
 *
 * @param handled    the frames that need not be handled again; nothing where that is not certain
 * @param dropped    frames not analysed since the last pose, also those of a session before this
 * @param detectedUs capture time of the last run of the detector, 0 before the first
 * @param tracking   the people
 */
public record CameraMemory(Handled handled, long dropped, long detectedUs, TrackingState tracking) {

    public static final CameraMemory EMPTY = new CameraMemory(Handled.NOTHING, 0, 0, TrackingState.EMPTY);

    /** After this frame, which then counts as handled. */
    public CameraMemory having(String session, long seq) {
        return new CameraMemory(handled.and(session, seq), dropped, detectedUs, tracking);
    }

    /** After one more frame that was not analysed. */
    public CameraMemory dropping() {
        return new CameraMemory(handled, dropped + 1, detectedUs, tracking);
    }
}
