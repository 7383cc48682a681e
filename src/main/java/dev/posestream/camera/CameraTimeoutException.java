package dev.posestream.camera;

/** A camera was there, or not even that, but gave no picture within its timeout. */
public final class CameraTimeoutException extends CameraException {

    private static final long serialVersionUID = 1L;

    public CameraTimeoutException(String message) {
        super(message);
    }
}
