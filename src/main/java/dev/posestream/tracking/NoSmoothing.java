package dev.posestream.tracking;

import dev.posestream.pose.Keypoint;
import java.util.List;

/** Gives back what was observed and remembers nothing. */
public final class NoSmoothing implements Smoother {

    @Override
    public Smoothed smooth(List<Double> memory, long elapsedUs, double size, List<Keypoint> keypoints) {
        return new Smoothed(keypoints, List.of());
    }
}
