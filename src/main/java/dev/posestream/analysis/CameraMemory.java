package dev.posestream.analysis;

import dev.posestream.tracking.TrackingState;

/**
 * What is remembered of a camera from one frame to the next: a value that is kept in the state store.
 *
 * @param session    of the last frame, empty before the first
 * @param dropped    frames of this session not analysed since the last pose
 * @param detectedUs capture time of the last run of the detector, 0 before the first
 * @param tracking   the people
 */
public record CameraMemory(String session, long dropped, long detectedUs, TrackingState tracking) {

    public static final CameraMemory EMPTY = new CameraMemory("", 0, 0, TrackingState.EMPTY);

    /** Continues in a session; what was dropped counts within one session only. */
    public CameraMemory in(String newSession) {
        return session.equals(newSession) ? this : new CameraMemory(newSession, 0, detectedUs, tracking);
    }

    public CameraMemory withDropped(long count) {
        return new CameraMemory(session, count, detectedUs, tracking);
    }
}
