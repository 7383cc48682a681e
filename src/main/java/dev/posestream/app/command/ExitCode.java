package dev.posestream.app.command;

/** What the program ends with, for scripts. */
final class ExitCode {

    static final int OK = 0;

    /** Something broke while it ran, or a file could not be played. */
    static final int FAILED = 1;

    /** A wrong command line or configuration. */
    static final int USAGE = 2;

    /** Something it needs is not there: Kafka, a port, a model, a device. */
    static final int UNAVAILABLE = 3;

    private ExitCode() {}
}
