package dev.posestream.dashboard;

/** The dashboard can't be served as it was asked to. The message says why and what to do. */
public class DashboardException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DashboardException(String message) {
        super(message);
    }

    public DashboardException(String message, Throwable cause) {
        super(message, cause);
    }
}
