package dev.posestream.evaluation.coco;

import dev.posestream.evaluation.annotation.LabelledKeypoint;
import dev.posestream.pose.Box;
import java.util.List;

/**
 * An annotated person, or a crowd of them.
 *
 * @param id        of the annotation
 * @param imageId   of the picture
 * @param box       in pixels of the picture
 * @param area      of the person's outline, square pixels
 * @param crowd     many people in one box
 * @param labelled  whether any keypoint is marked, as the annotation itself says
 * @param keypoints one per keypoint of the skeleton
 */
public record CocoPerson(long id, long imageId, Box box, double area, boolean crowd, boolean labelled, List<LabelledKeypoint> keypoints) {

    public CocoPerson {
        keypoints = List.copyOf(keypoints);
    }

    /** Whether keypoints are to be found in this box: a single person with at least one of them marked. */
    public boolean hasPose() {
        return !crowd && labelled;
    }
}
