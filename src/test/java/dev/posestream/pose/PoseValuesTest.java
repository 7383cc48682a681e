package dev.posestream.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoseValuesTest {

    private static final Box BOX = new Box(0, 0, 1, 1);

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
    void scoresOutsideZeroToOneAreRefused(double score) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Keypoint(0, 0, score)).withMessageContaining("score");
        assertThatIllegalArgumentException().isThrownBy(() -> new Pose(BOX, score, List.of())).withMessageContaining("score");
        assertThatIllegalArgumentException().isThrownBy(() -> new Person(1, score, BOX, List.of())).withMessageContaining("score");
    }

    @Test
    void keypointsThatAreNowhereAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Keypoint(Double.NaN, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Keypoint(0, Double.NEGATIVE_INFINITY, 1));
    }

    @Test
    void trackIdsStartAtOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Person(0, 1, BOX, List.of())).withMessageContaining("0");
    }

    @Test
    void aPersonsKeypointsDoNotChangeAfterwards() {
        List<Keypoint> keypoints = new ArrayList<>(List.of(new Keypoint(1, 2, 1)));
        Person person = new Person(1, 1, BOX, keypoints);
        keypoints.clear();
        assertThat(person.keypoints()).hasSize(1);
    }

    @Test
    void aFramesIdNamesCameraSessionAndNumber() {
        PoseFrame frame = new PoseFrame("lobby", "s1", 42, 0, 10, 10, "m", "coco17", 0, 0, List.of());
        assertThat(frame.id()).isEqualTo("lobby/s1/42");
    }

    @Test
    void distanceIsEuclidean() {
        assertThat(new Keypoint(1, 1, 1).distanceTo(new Keypoint(4, 5, 1))).isEqualTo(5);
    }
}
