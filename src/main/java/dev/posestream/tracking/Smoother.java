package dev.posestream.tracking;

import dev.posestream.pose.Keypoint;
import java.util.List;

/**
 * Takes the jitter out of a person's keypoints over time. Holds no state of its own: what it remembers of a person goes
 * in and comes out as numbers.
 */
public interface Smoother {

    /**
     * @param memory    what the previous call returned for this person; empty at the start and after a gap
     * @param elapsedUs capture time since the previous call; 0 or less for a repeat, which moves nothing
     * @param size      the person's size in pixels: the square root of the box's area
     * @param keypoints as observed, one per keypoint of the skeleton
     */
    Smoothed smooth(List<Double> memory, long elapsedUs, double size, List<Keypoint> keypoints);

    /** @param keypoints the smoothed positions, with the observed scores */
    record Smoothed(List<Keypoint> keypoints, List<Double> memory) {

        public Smoothed {
            keypoints = List.copyOf(keypoints);
            memory = List.copyOf(memory);
        }
    }
}
