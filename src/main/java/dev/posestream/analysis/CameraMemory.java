package dev.posestream.analysis;

import dev.posestream.tracking.TrackingState;

/**
 * What is remembered of a camera from one frame to the next: a value that is kept in the state store.
 *
 * @param session    of the last frame, empty before the first
 * @param seq        number of the last frame in that session, -1 before the first
 * @param dropped    frames not analysed since the last pose, also those of a session before this
 * @param detectedUs capture time of the last run of the detector, 0 before the first
 * @param tracking   the people
 */
public record CameraMemory(String session, long seq, long dropped, long detectedUs, TrackingState tracking) {

    public static final CameraMemory EMPTY = new CameraMemory("", -1, 0, 0, TrackingState.EMPTY);

    public CameraMemory in(String newSession) {
        return newSession.equals(session) ? this : new CameraMemory(newSession, -1, dropped, detectedUs, tracking);
    }

    /** After the frame of this number. */
    public CameraMemory at(long newSeq) {
        return new CameraMemory(session, newSeq, dropped, detectedUs, tracking);
    }

    /** After one more frame that was not analysed. */
    public CameraMemory dropping(long newSeq) {
        return new CameraMemory(session, newSeq, dropped + 1, detectedUs, tracking);
    }
}
