package dev.posestream.camera;

/** What becomes of a camera that is a plain file which can't be played. */
public enum FileFailure {

    /** The run has failed: somebody waits for its outcome. */
    ENDS,

    /** It is tried again like any other camera, as long as it has given no frame: the file may not be there yet. */
    TRIED_AGAIN
}
