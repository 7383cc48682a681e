package dev.posestream.camera;

/**
 * How a camera's run ended.
 *
 * @param detail one sentence, masked; empty when all went well
 */
public record CameraOutcome(Result result, String detail) {

    public enum Result {
        /** The file was played to its end. */
        COMPLETED,
        /** It can't be played, and trying again would not help. */
        FAILED,
        /** It was switched off here. */
        CLOSED
    }
}
