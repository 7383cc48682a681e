package dev.posestream.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.posestream.pose.Keypoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What smoothers that filter keypoint by keypoint do with those they don't trust. */
abstract class PointwiseSmootherContract extends SmootherContract {

    private static final int WRIST = 9;

    @Test
    void aDoubtfulKeypointIsCarriedAlongWithTheBody() {
        List<List<Keypoint>> in = new ArrayList<>();
        for (int i = 0; i < 42; i++) {
            List<Keypoint> truth = StickFigure.standing(300 + 8 * i).keypoints();
            in.add(i < 30 ? truth : with(truth, WRIST, new Keypoint(10, 10, 0.1)));
        }
        Keypoint truth = StickFigure.standing(300 + 8 * 41).keypoints().get(WRIST);
        Keypoint carried = run(in).get(41).get(WRIST);
        assertThat(carried.distanceTo(truth)).isLessThan(8);
        assertThat(carried.score()).isEqualTo(0.1);
    }

    @Test
    void aKeypointInDoubtForLongIsGivenOutAsObservedUntilItIsTrustedAgain() {
        List<Keypoint> still = StickFigure.standing(300).keypoints();
        Keypoint doubtful = new Keypoint(10, 10, 0.1);
        List<List<Keypoint>> in = new ArrayList<>(List.of(still));
        in.addAll(Collections.nCopies(20, with(still, WRIST, doubtful)));
        in.add(still);
        List<List<Keypoint>> out = run(in);
        assertThat(out.get(10).get(WRIST).distanceTo(still.get(WRIST))).isCloseTo(0, within(1e-6));
        assertThat(out.get(20).get(WRIST)).isEqualTo(doubtful);
        assertThat(out.get(21).get(WRIST)).isEqualTo(still.get(WRIST));
    }

    @Test
    void aKeypointThatWasNeverTrustedIsGivenOutAsObserved() {
        List<Keypoint> still = StickFigure.standing(300).keypoints();
        List<Keypoint> first = with(still, WRIST, new Keypoint(10, 10, 0.1));
        List<Keypoint> second = with(still, WRIST, new Keypoint(20, 20, 0.1));
        assertThat(run(first, second).get(1).get(WRIST)).isEqualTo(second.get(WRIST));
    }

    @Test
    void aRepeatIsGivenTheFiltersPosition() {
        List<Keypoint> still = StickFigure.standing(300).keypoints();
        List<Double> memory = smoother().smooth(List.of(), 0, 200, still).memory();
        assertClose(smoother().smooth(memory, 0, 200, StickFigure.standing(400).keypoints()).keypoints(), still, 0);
    }

    @Test
    void aPersonWithoutSizeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> smoother().smooth(List.of(), 0, 0, StickFigure.standing(0).keypoints()))
                .withMessageContaining("size");
    }

    /** Runs the filter over one coordinate as keypoint 0, at the capture times given. */
    static List<Double> filtered(Smoother smoother, double size, long[] timesUs, double[] values, double[] scores) {
        List<Double> out = new ArrayList<>();
        List<Double> memory = List.of();
        for (int i = 0; i < values.length; i++) {
            Smoother.Smoothed smoothed = smoother.smooth(memory, i == 0 ? 0 : timesUs[i] - timesUs[i - 1], size,
                    List.of(new Keypoint(values[i], -values[i], scores[i])));
            memory = smoothed.memory();
            assertThat(smoothed.keypoints().get(0).y()).isEqualTo(-smoothed.keypoints().get(0).x());
            out.add(smoothed.keypoints().get(0).x());
        }
        return out;
    }

    static void assertClose(List<Double> found, double... expected) {
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found.get(i)).as("frame " + i).isCloseTo(expected[i], within(1e-8));
        }
    }
}
