package dev.posestream.camera.synthetic;

/**
 * Something that happens in a scene.
 *
 * @param ptsUs  microseconds from the start of the scene
 * @param figure who
 */
public record SceneEvent(long ptsUs, long figure, Kind kind) {

    public enum Kind {
        /** The middle of the hips came over the picture's edge, or was there when the scene began. */
        ENTERED,
        /** The middle of the hips went over the picture's edge. */
        LEFT,
        /** Reached the floor. */
        FELL
    }
}
