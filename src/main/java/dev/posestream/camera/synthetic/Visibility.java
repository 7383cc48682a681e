package dev.posestream.camera.synthetic;

/** What the picture shows of a keypoint. */
public enum Visibility {
    VISIBLE,
    /** Of the face, on the side that is turned away. */
    TURNED_AWAY,
    /** Behind a figure that is nearer. */
    OCCLUDED,
    /** Beyond the edge of the picture. */
    OUTSIDE
}
