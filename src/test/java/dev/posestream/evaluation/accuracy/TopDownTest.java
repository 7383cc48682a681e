package dev.posestream.evaluation.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.posestream.evaluation.accuracy.TopDown.Found;
import dev.posestream.network.PoseShape;
import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Skeleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopDownTest {

    private static final double PADDING = 1.25;

    /** A box of 100x200 fills 250x250 of the picture with a square crop and its padding. */
    private static final PoseShape SHAPE = new PoseShape(256, 256, 17, 64, 64);
    private static final Box BOX = new Box(0, 0, 100, 200);

    private final TopDown topDown = new TopDown(Skeleton.COCO17, SHAPE, PADDING);

    @Test
    void aPoseInADetectedBoxIsScoredByTheBoxAndTheKeypointsThatAreSure() {
        List<Keypoint> keypoints = new ArrayList<>(Collections.nCopies(14, new Keypoint(0, 0, 0.2)));
        keypoints.addAll(List.of(new Keypoint(0, 0, 0.3), new Keypoint(0, 0, 0.9), new Keypoint(0, 0, 0.6)));
        assertThat(TopDown.rescored(0.5, keypoints)).isCloseTo(0.3, within(1e-12));
        assertThat(TopDown.meanScore(keypoints)).isCloseTo((14 * 0.2 + 1.8) / 17, within(1e-12));
        assertThat(TopDown.rescored(0.5, keypoints.subList(0, 14))).isZero();
    }

    /** By the expressions of mmpose's oks_iou in numpy: moved by 10 pixels in crops of 250x250 a pose has an OKS of 0.9128, by 12 of 0.8798. */
    @Test
    void ofTwoPosesOnOnePersonTheBetterStays() {
        Found worse = pose(0, 0.4);
        Found better = pose(10, 0.6);
        Found other = pose(22, 0.5);
        assertThat(topDown.withoutDoubles(List.of(worse, better, other))).containsExactly(better, other);
        assertThat(topDown.withoutDoubles(List.of())).isEmpty();
    }

    private static Found pose(double x, double score) {
        return new Found(BOX, score, Collections.nCopies(17, new Keypoint(x, 0, 1)));
    }
}
