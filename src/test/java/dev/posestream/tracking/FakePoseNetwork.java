package dev.posestream.tracking;

import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Pose;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Sees in a crop what a pose network would: the joints of the person there with some noise, and for a joint outside the
 * crop a guess of low score within it.
 */
final class FakePoseNetwork {

    /** What networks of this kind add around a box. */
    private static final double PADDING = 1.25;

    private final Random random;
    private final double noisePx;

    FakePoseNetwork(long seed, double noisePx) {
        random = new Random(seed);
        this.noisePx = noisePx;
    }

    Pose see(Box box, StickFigure person) {
        Box crop = box.scaled(PADDING);
        List<Keypoint> keypoints = new ArrayList<>();
        int found = 0;
        for (Keypoint joint : StickFigure.noisy(person.keypoints(), random, noisePx)) {
            double x = Math.min(Math.max(joint.x(), crop.x()), crop.right());
            double y = Math.min(Math.max(joint.y(), crop.y()), crop.bottom());
            boolean inside = x == joint.x() && y == joint.y();
            found += inside ? 1 : 0;
            keypoints.add(new Keypoint(x, y, inside ? joint.score() : 0.1));
        }
        return new Pose(box, 0.9 * found / keypoints.size(), keypoints);
    }
}
