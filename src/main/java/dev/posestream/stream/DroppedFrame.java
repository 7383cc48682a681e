package dev.posestream.stream;

import dev.posestream.camera.Frame;

/**
 * A frame that was published and, on purpose, not analysed.
 *
 * @param camera     camera id
 * @param session    of the frame
 * @param seq        number of the frame within the session
 * @param capturedUs capture time, microseconds since the epoch
 * @param waitedUs   how long after its capture it was its turn, by the analysing machine's clock; microseconds
 */
record DroppedFrame(String camera, String session, long seq, long capturedUs, long waitedUs, Reason reason) {

    enum Reason {
        /** It had waited longer than live frames may. */
        LATE,
        /** The worker can't keep up, and the camera has had its share. */
        SHARE
    }

    static DroppedFrame of(Frame frame, long nowUs, Reason reason) {
        long capturedUs = frame.picture().capturedUs();
        return new DroppedFrame(frame.camera(), frame.session(), frame.seq(), capturedUs, nowUs - capturedUs, reason);
    }
}
