package dev.posestream.inference;

/** Bytes that are no readable picture. */
public class BadImageException extends Exception {

    private static final long serialVersionUID = 1L;

    public BadImageException(String message) {
        super(message);
    }
}
