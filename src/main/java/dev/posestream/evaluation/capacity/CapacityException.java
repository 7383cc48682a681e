package dev.posestream.evaluation.capacity;

/** There is nothing to plan with; the message says what is missing and how to get it. */
public class CapacityException extends Exception {

    private static final long serialVersionUID = 1L;

    public CapacityException(String message) {
        super(message);
    }
}
