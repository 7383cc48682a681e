package dev.posestream.pose;

import java.util.List;

/**
 * One person as seen in one frame, not yet connected with other frames.
 *
 * @param box       the person's bounding box in pixels of the frame
 * @param score     how sure it is that this is a person and that the pose is right, 0..1
 * @param keypoints one per keypoint of the skeleton, in its order
 */
public record Pose(Box box, double score, List<Keypoint> keypoints) {

    public Pose {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("pose score " + score + " is not in 0..1");
        }
        keypoints = List.copyOf(keypoints);
    }
}
