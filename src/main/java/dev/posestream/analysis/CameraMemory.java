package dev.posestream.analysis;

import dev.posestream.tracking.TrackingState;

/**
 * What is remembered of a camera from one frame to the next: a value that is kept in the state store.
 *
 * @param session    of the last frame, empty before the first
 * @param dropped    frames not analysed since the last pose, also those of a session before this
 * @param detectedUs capture time of the last run of the detector, 0 before the first
 * @param tracking   the people
 */
public record CameraMemory(String session, long dropped, long detectedUs, TrackingState tracking) {

    public static final CameraMemory EMPTY = new CameraMemory("", 0, 0, TrackingState.EMPTY);

    public CameraMemory in(String newSession) {
        return new CameraMemory(newSession, dropped, detectedUs, tracking);
    }

    public CameraMemory withDropped(long count) {
        return new CameraMemory(session, count, detectedUs, tracking);
    }
}
