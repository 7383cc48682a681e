package dev.posestream.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posestream.pose.Keypoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoSmoothingTest extends SmootherContract {

    @Override
    Smoother smoother() {
        return new NoSmoothing();
    }

    @Override
    double jitterLeft() {
        return 1;
    }

    @Test
    void changesAndRemembersNothing() {
        List<Keypoint> keypoints = StickFigure.standing(10).keypoints();
        assertThat(smoother().smooth(List.of(), 1, 1, keypoints)).isEqualTo(new Smoother.Smoothed(keypoints, List.of()));
    }
}
