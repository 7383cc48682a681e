package dev.posestream.stream;

/** A record that can't be handled as it is; the message is the reason that goes with it into {@code deadletter}. */
public class BadRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    public BadRecordException(String message) {
        super(message);
    }
}
