package dev.posestream.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posestream.pose.Keypoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyShiftTest {

    private final List<Keypoint> before = StickFigure.standing(100).keypoints();

    @Test
    void isTheMedianSoAFewWildKeypointsDoNotCount() {
        List<Keypoint> after = SmootherContract.with(SmootherContract.with(Motion.moved(before, new BodyShift(8, -4)),
                3, new Keypoint(5000, 5000, 0.9)), 9, new Keypoint(-5000, 0, 0.9));
        BodyShift shift = BodyShift.between(before, after, 0.3).orElseThrow();
        assertThat(shift).isEqualTo(new BodyShift(8, -4));
    }

    @Test
    void isUnknownWhereFewerThanThreeKeypointsAreConfident() {
        List<Keypoint> hidden = before.stream().map(p -> new Keypoint(p.x(), p.y(), 0.1)).toList();
        assertThat(BodyShift.between(before, hidden, 0.3)).isEmpty();
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMiddle() {
        assertThat(BodyShift.median(new double[] {4, 1, 3, 2}, new double[] {0, 0, 1, 1}, 4)).isEqualTo(new BodyShift(2.5, 0.5));
        assertThat(BodyShift.median(new double[0], new double[0], 0)).isEqualTo(BodyShift.NONE);
    }
}
