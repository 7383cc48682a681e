package dev.posestream.app.command;

/** Something the command needs is not there; the message says what, and what to do. */
final class UnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnavailableException(Exception cause) {
        this(cause.getMessage(), cause);
    }

    UnavailableException(String message, Exception cause) {
        super(message, cause);
    }
}
