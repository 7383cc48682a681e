package dev.posestream.network.count;

/** A tensor whose shape can't be told before the network runs; the message says where that begins. */
final class UnknownShapeException extends Exception {

    private static final long serialVersionUID = 1L;

    UnknownShapeException(String message) {
        super(message);
    }
}
