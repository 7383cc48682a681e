package dev.posestream.network.fetch;

/** A file that could not be fetched, or is not the one that was expected; the message says which and why. Nothing of it was kept. */
public final class FetchException extends Exception {

    private static final long serialVersionUID = 1L;

    FetchException(String message) {
        super(message);
    }

    FetchException(String message, Throwable cause) {
        super(message, cause);
    }
}
