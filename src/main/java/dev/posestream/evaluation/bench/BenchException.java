package dev.posestream.evaluation.bench;

/** Something can't be measured; the message says what, and what to do. */
public class BenchException extends Exception {

    private static final long serialVersionUID = 1L;

    public BenchException(String message) {
        super(message);
    }

    public BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
