package dev.posestream.evaluation.chaos;

/** The installation could not be set up, or did not come back. */
public final class ChaosException extends Exception {

    private static final long serialVersionUID = 1L;

    ChaosException(String message) {
        super(message);
    }
}
