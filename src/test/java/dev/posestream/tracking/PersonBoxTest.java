package dev.posestream.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersonBoxTest {

    private final PersonBox personBox = new PersonBox(0.3);
    private final Box observed = new Box(0, 0, 1000, 1000);

    @Test
    void isTheExtentOfConfidentKeypointsWithMoreAroundItAlongTheBodyThanAcross() {
        List<Keypoint> keypoints = List.of(new Keypoint(100, 100, .9), new Keypoint(140, 300, .9), new Keypoint(900, 900, .1));
        assertThat(personBox.of(keypoints, observed)).isEqualTo(new Box(92, 86, 56, 228));
    }

    @Test
    void isTheObservedBoxWhereNoKeypointIsConfident() {
        assertThat(personBox.of(List.of(new Keypoint(1, 1, .1), new Keypoint(2, 2, .2)), observed)).isEqualTo(observed);
    }

    @Test
    void isBetweenBothWhereFewKeypointsAreConfident() {
        List<Keypoint> keypoints = List.of(new Keypoint(500, 500, .9), new Keypoint(0, 0, 0), new Keypoint(0, 0, 0), new Keypoint(0, 0, 0));
        assertThat(personBox.of(keypoints, observed)).isEqualTo(new Box(250, 250, 500, 500));
    }

    @Test
    void movesWithTheBodyAtOnceAndChangesItsSizeOverTime() {
        Box last = new Box(100, 100, 100, 200);
        Box now = new Box(150, 100, 120, 180);
        Box soon = PersonBox.steadied(last, new BodyShift(50, 0), 0.033, now);
        assertThat(soon.x()).isCloseTo(150, within(1e-9));
        assertThat(soon.right()).isBetween(250.0, 260.0);
        assertThat(soon.bottom()).isBetween(295.0, 300.0);
        Box later = PersonBox.steadied(last, new BodyShift(50, 0), 60, now);
        assertThat(later.iou(now)).isCloseTo(1, within(1e-6));
    }

    @Test
    void sizeIsTheRootOfTheAreaAndNeverNothing() {
        assertThat(PersonBox.size(new Box(0, 0, 100, 400))).isEqualTo(200);
        assertThat(PersonBox.size(new Box(0, 0, 0, 0))).isEqualTo(1);
    }
}
