package dev.posestream.camera;

import java.time.Duration;

/**
 * How a camera is captured. Everything here may differ from camera to camera.
 *
 * @param maxFps      frames a second at most, the rest is skipped before it is encoded; 0 for all there are
 * @param maxSide     the longer side of a published frame at most, in pixels; larger pictures are scaled down; 0 for as they are
 * @param jpegQuality 1 (smallest) to 100 (best)
 * @param timeout     a source that has given no frame for this long, in opening or in reading, is abandoned
 * @param transport   how RTSP carries its packets
 * @param replay      read a file as fast as it is taken, instead of at its own pace
 * @param loop        start a file again at its end
 * @param priority    its share of an analysis that can't keep up, as a weight from 1 to 100: with 4 four times as many of its frames
 *                    are analysed as of a camera with 1
 */
public record CameraSettings(double maxFps, int maxSide, int jpegQuality, Duration timeout, RtspTransport transport,
                             boolean replay, boolean loop, int priority) {

    public static final CameraSettings DEFAULT =
            new CameraSettings(0, 1280, 80, Duration.ofSeconds(5), RtspTransport.TCP, false, false, 1);

    /** TCP loses nothing; UDP has less delay on a good network. */
    public enum RtspTransport { TCP, UDP }

    public CameraSettings {
        if (!(maxFps >= 0)) {
            throw new IllegalArgumentException("maxFps is " + maxFps + ", expected 0 (no cap) or more");
        }
        if (maxSide < 0) {
            throw new IllegalArgumentException("maxSide is " + maxSide + ", expected 0 (no cap) or more");
        }
        if (jpegQuality < 1 || jpegQuality > 100) {
            throw new IllegalArgumentException("jpegQuality is " + jpegQuality + ", expected 1 to 100");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout is " + timeout + ", expected more than 0");
        }
        if (priority < 1 || priority > 100) {
            throw new IllegalArgumentException("priority is " + priority + ", expected 1 to 100");
        }
    }

    public CameraSettings withReplay(boolean replay) {
        return new CameraSettings(maxFps, maxSide, jpegQuality, timeout, transport, replay, loop, priority);
    }
}
