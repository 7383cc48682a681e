package dev.posestream.camera;

/** A camera could not be opened or read. The message is masked and says what to look at. */
public class CameraException extends Exception {

    private static final long serialVersionUID = 1L;

    public CameraException(String message) {
        super(Masking.mask(message));
    }
}
