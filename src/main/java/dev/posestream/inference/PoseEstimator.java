package dev.posestream.inference;

import dev.posestream.network.ModelDescription;
import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Skeleton;
import java.util.List;

/** Finds the keypoints of people whose boxes are known. Safe for use by many threads, whose calls may share a batch. */
public interface PoseEstimator extends AutoCloseable {

    ModelDescription model();

    Skeleton skeleton();

    /**
     * @param people boxes in pixels of the image; the model's padding is added here
     * @return for each box, in order, one keypoint per keypoint of the skeleton, in pixels of the image
     */
    List<List<Keypoint>> estimate(Image image, List<Box> people) throws InferenceException;

    @Override
    void close();
}
