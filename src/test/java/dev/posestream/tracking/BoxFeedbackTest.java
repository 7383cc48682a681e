package dev.posestream.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.posestream.pose.Box;
import dev.posestream.pose.Person;
import dev.posestream.pose.Pose;
import dev.posestream.pose.Skeleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

/** The loop box → crop → keypoints → box, with the detector run once and never again. */
class BoxFeedbackTest {

    private static final int PER_SECOND = 30;
    private static final double NOISE_PX = 3;

    private final Tracker tracker = new PoseTracker(Skeleton.COCO17, TrackerSettings.DEFAULT, Smoothing.ONE_EURO.smoother());

    @Test
    void aStillPersonsBoxNeitherGrowsNorShrinks() {
        List<Box> boxes = follow(t -> StickFigure.standing(500), StickFigure.standing(500).box(), 60);
        assertThat(boxes).hasSizeGreaterThan(59 * PER_SECOND);
        double early = meanArea(boxes.subList(60, 360));
        double late = meanArea(boxes.subList(boxes.size() - 300, boxes.size()));
        assertThat(late / early).isCloseTo(1, within(0.01));
        assertThat(boxes.get(boxes.size() - 1).iou(StickFigure.standing(500).box())).isGreaterThan(0.7);
    }

    @Test
    void aStillPersonsBoxJittersLessThanTheKeypoints() {
        List<Box> boxes = follow(t -> StickFigure.standing(500), StickFigure.standing(500).box(), 20).subList(100, 500);
        double steps = 0;
        for (int i = 1; i < boxes.size(); i++) {
            steps += Math.abs(boxes.get(i).x() - boxes.get(i - 1).x()) / (boxes.size() - 1);
        }
        // The mean absolute difference of two independent normal numbers is 2/√π of their deviation.
        assertThat(steps).isLessThan(0.5 * 2 / Math.sqrt(Math.PI) * NOISE_PX);
    }

    @Test
    void aWalkersBoxStaysOnTheWalker() {
        List<Box> boxes = follow(t -> StickFigure.walking(200 + 500 * t, 1), StickFigure.walking(200, 1).box(), 10);
        assertThat(boxes).hasSizeGreaterThan(9 * PER_SECOND);
        assertThat(boxes.get(boxes.size() - 1).centerX()).isCloseTo(200 + 500 * (10 - 1.0 / PER_SECOND), within(20.0));
    }

    @Test
    void aDetectionThatCutsOffTheFeetIsMadeGood() {
        Box whole = StickFigure.standing(500).box();
        Box cut = new Box(whole.x(), whole.y(), whole.width(), 0.85 * whole.height());
        List<Box> boxes = follow(t -> StickFigure.standing(500), cut, 3);
        assertThat(boxes.get(boxes.size() - 1).bottom()).isGreaterThan(StickFigure.standing(500).keypoints().get(15).y());
    }

    @Test
    void aDetectionFarTooLargeIsMadeGood() {
        List<Box> boxes = follow(t -> StickFigure.standing(500), StickFigure.standing(500).box().scaled(2), 3);
        assertThat(boxes.get(boxes.size() - 1).iou(StickFigure.standing(500).box())).isGreaterThan(0.7);
    }

    @Test
    void thePersonWhoComesNearerIsKeptWhole() {
        DoubleFunction<StickFigure> nearing = t -> new StickFigure(500, 600 + 40 * t, 200 + 80 * t, 0, 0);
        List<Box> boxes = follow(nearing, nearing.apply(0).box(), 5);
        assertThat(boxes).hasSizeGreaterThan(4 * PER_SECOND);
        assertThat(boxes.get(boxes.size() - 1).iou(nearing.apply(5).box())).isGreaterThan(0.65);
    }

    private List<Box> follow(DoubleFunction<StickFigure> person, Box detected, int seconds) {
        FakePoseNetwork network = new FakePoseNetwork(11, NOISE_PX);
        TrackedScene scene = new TrackedScene(tracker);
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < seconds * PER_SECOND; i++) {
            double t = (double) i / PER_SECOND;
            List<Box> crops = i == 0 ? List.of(detected) : tracker.expected(scene.state(), TrackedScene.us(t));
            List<Pose> poses = crops.stream().map(crop -> network.see(crop, person.apply(t))).toList();
            scene.see(t, poses).stream().map(Person::box).forEach(boxes::add);
        }
        assertThat(scene.idsEver()).containsExactly(1L);
        return boxes;
    }

    private static double meanArea(List<Box> boxes) {
        return boxes.stream().mapToDouble(Box::area).average().orElseThrow();
    }
}
