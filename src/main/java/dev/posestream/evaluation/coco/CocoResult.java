package dev.posestream.evaluation.coco;

import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import java.util.List;

/**
 * A person found in a picture.
 *
 * @param imageId   of the picture
 * @param score     how sure it is; only its order matters
 * @param box       in pixels of the picture
 * @param keypoints one per keypoint of the skeleton; empty where only the box was looked for
 */
public record CocoResult(long imageId, double score, Box box, List<Keypoint> keypoints) {

    public CocoResult {
        keypoints = List.copyOf(keypoints);
    }

    /** A pose without a box of its own: the smallest box around its keypoints stands for it, as in pycocotools. */
    public static CocoResult ofPose(long imageId, double score, List<Keypoint> keypoints) {
        double left = keypoints.stream().mapToDouble(Keypoint::x).min().orElseThrow();
        double top = keypoints.stream().mapToDouble(Keypoint::y).min().orElseThrow();
        double right = keypoints.stream().mapToDouble(Keypoint::x).max().orElseThrow();
        double bottom = keypoints.stream().mapToDouble(Keypoint::y).max().orElseThrow();
        return new CocoResult(imageId, score, Box.ofCorners(left, top, right, bottom), keypoints);
    }

    double area() {
        return box.area();
    }
}
