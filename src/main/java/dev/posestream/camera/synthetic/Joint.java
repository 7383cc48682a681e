package dev.posestream.camera.synthetic;

/** The points of a figure's body that are followed: COCO's 17 keypoints in their order, then those that only the drawing needs. */
enum Joint {
    NOSE, LEFT_EYE, RIGHT_EYE, LEFT_EAR, RIGHT_EAR, LEFT_SHOULDER, RIGHT_SHOULDER, LEFT_ELBOW, RIGHT_ELBOW, LEFT_WRIST,
    RIGHT_WRIST, LEFT_HIP, RIGHT_HIP, LEFT_KNEE, RIGHT_KNEE, LEFT_ANKLE, RIGHT_ANKLE,
    PELVIS, NECK, HEAD, LEFT_HAND, RIGHT_HAND, LEFT_HEEL, RIGHT_HEEL, LEFT_TOE, RIGHT_TOE;

    /** How many of them are COCO's. */
    static final int COCO = 17;

    boolean face() {
        return ordinal() <= RIGHT_EAR.ordinal();
    }
}
