package dev.posestream.stream;

/** Kafka can't be used as it is set up; the message says what to change. */
public class StreamException extends Exception {

    private static final long serialVersionUID = 1L;

    public StreamException(String message) {
        super(message);
    }

    public StreamException(String message, Throwable cause) {
        super(message, cause);
    }
}
