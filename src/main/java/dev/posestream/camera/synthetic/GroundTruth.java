package dev.posestream.camera.synthetic;

import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import java.util.List;

/**
 * What is known of one figure in one frame.
 *
 * @param figure     identity, the same from coming in to having gone and never used again
 * @param action     what it is doing
 * @param box        around everything that is drawn of it, in pixels; also where others cover it or the picture ends
 * @param keypoints  COCO's 17 in their order, in pixels, score 1; the anatomical joint, under the clothes
 * @param visibility one for each keypoint
 * @param depth      metres from the camera
 */
public record GroundTruth(long figure, Action action, Box box, List<Keypoint> keypoints, List<Visibility> visibility, double depth) {

    public GroundTruth {
        keypoints = List.copyOf(keypoints);
        visibility = List.copyOf(visibility);
    }

    /** Whether nobody and no edge of the picture hides anything of it. */
    public boolean clear() {
        return visibility.stream().noneMatch(v -> v == Visibility.OCCLUDED || v == Visibility.OUTSIDE);
    }
}
