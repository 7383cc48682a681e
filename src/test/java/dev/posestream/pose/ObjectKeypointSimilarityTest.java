package dev.posestream.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** References: {@code COCOeval.computeOks} of pycocotools 2.0 for one annotation and one result. */
class ObjectKeypointSimilarityTest {

    private final ObjectKeypointSimilarity oks = new ObjectKeypointSimilarity(Skeleton.COCO17);

    @Test
    void agreesWithPycocotoolsForAShiftedPose() {
        assertThat(oks.between(pose(0, 0, 0, 0), pose(3, 4, 0, 0), 20000, 0)).isCloseTo(0.9303641671628272, within(1e-12));
    }

    @Test
    void agreesWithPycocotoolsForGrowingErrors() {
        assertThat(oks.between(pose(0, 0, 0, 0), pose(0, 0, 1, -2), 9000, 0)).isCloseTo(0.46036664543328026, within(1e-12));
    }

    @Test
    void agreesWithPycocotoolsWhereOnlySomeKeypointsCount() {
        List<Keypoint> partial = new ArrayList<>(pose(0, 0, 0, 0));
        for (int k = 0; k < partial.size(); k++) {
            if (k < 5 || k > 10) {
                partial.set(k, new Keypoint(partial.get(k).x(), partial.get(k).y(), 0.1));
            }
        }
        assertThat(oks.between(partial, pose(0, 0, 1, -2), 9000, 0.3)).isCloseTo(0.4609639720579585, within(1e-12));
    }

    @Test
    void isOneForEqualPosesAndZeroWhereNothingCounts() {
        assertThat(oks.between(pose(0, 0, 0, 0), pose(0, 0, 0, 0), 9000, 0)).isEqualTo(1);
        assertThat(oks.between(pose(0, 0, 0, 0), pose(0, 0, 0, 0), 9000, 0.95)).isZero();
    }

    @Test
    void isSymmetric() {
        assertThat(oks.between(pose(5, 1, 1, 2), pose(0, 0, 0, 0), 7000, 0))
                .isEqualTo(oks.between(pose(0, 0, 0, 0), pose(5, 1, 1, 2), 7000, 0));
    }

    private static List<Keypoint> pose(double dx, double dy, double growX, double growY) {
        List<Keypoint> keypoints = new ArrayList<>();
        for (int k = 0; k < 17; k++) {
            keypoints.add(new Keypoint(100 + 7 * k + dx + growX * k, 200 + k * k % 11 * 9 + dy + growY * k, 0.9));
        }
        return keypoints;
    }
}
