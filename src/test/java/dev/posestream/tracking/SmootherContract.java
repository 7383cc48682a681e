package dev.posestream.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.posestream.pose.Keypoint;
import dev.posestream.tracking.Smoother.Smoothed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

/** What every smoother keeps to. */
abstract class SmootherContract {

    private static final double SIZE = 200;
    private static final long FRAME_US = 33_333;

    abstract Smoother smoother();

    /** How much of a still person's jitter may be left, as a part of it. */
    abstract double jitterLeft();

    @Test
    void whatStandsStillStaysWhereItIs() {
        List<Keypoint> still = StickFigure.standing(300).keypoints();
        for (List<Keypoint> out : run(still, still, still, still)) {
            assertClose(out, still, 1e-9);
        }
    }

    @Test
    void theFirstObservationIsTakenAsItIs() {
        List<Keypoint> first = StickFigure.standing(300).keypoints();
        assertThat(smoother().smooth(List.of(), 0, SIZE, first).keypoints()).isEqualTo(first);
        assertThat(smoother().smooth(List.of(), FRAME_US, SIZE, first).keypoints()).isEqualTo(first);
    }

    @Test
    void arrivesAfterAJump() {
        List<List<Keypoint>> in = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            in.add(StickFigure.standing(i < 10 ? 300 : 340).keypoints());
        }
        List<List<Keypoint>> out = run(in);
        assertClose(out.get(out.size() - 1), in.get(in.size() - 1), 0.01 * SIZE);
    }

    @Test
    void aStillPersonJittersLessThanObserved() {
        Random random = new Random(7);
        List<Keypoint> truth = StickFigure.standing(300).keypoints();
        List<List<Keypoint>> in = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            in.add(StickFigure.noisy(truth, random, 0.005 * SIZE));
        }
        assertThat(jitter(run(in))).isLessThanOrEqualTo(jitterLeft() * jitter(in));
    }

    @Test
    void followsAWalkerWithLittleLag() {
        double speed = 1.5 * SIZE;
        List<List<Keypoint>> in = frames(30, 3, t -> StickFigure.standing(100 + speed * t).keypoints());
        List<List<Keypoint>> out = run(in);
        for (int i = 30; i < in.size(); i++) {
            assertClose(out.get(i), in.get(i), 0.02 * SIZE);
        }
    }

    @Test
    void staysWithSwingingLimbs() {
        List<List<Keypoint>> in = frames(30, 3, t -> new StickFigure(300, 600, 400, 1, 2 * Math.PI * t).keypoints());
        List<List<Keypoint>> out = run(in);
        for (int i = 0; i < in.size(); i++) {
            assertClose(out.get(i), in.get(i), 0.1 * SIZE);
        }
    }

    @Test
    void aMovedPictureGivesMovedResults() {
        List<List<Keypoint>> in = noisyWalk();
        List<List<Keypoint>> moved = in.stream().map(p -> Motion.moved(p, new BodyShift(1000, -250))).toList();
        List<List<Keypoint>> out = run(in);
        List<List<Keypoint>> movedOut = run(moved);
        for (int i = 0; i < in.size(); i++) {
            assertClose(movedOut.get(i), Motion.moved(out.get(i), new BodyShift(1000, -250)), 1e-6);
        }
    }

    @Test
    void aPictureTwiceAsLargeGivesResultsTwiceAsLarge() {
        List<List<Keypoint>> in = noisyWalk();
        List<List<Keypoint>> out = run(in);
        List<List<Keypoint>> doubled = run(smoother(), in.stream().map(SmootherContract::doubled).toList(), FRAME_US, 2 * SIZE);
        for (int i = 0; i < in.size(); i++) {
            assertClose(doubled.get(i), doubled(out.get(i)), 1e-6);
        }
    }

    @Test
    void theSameInGivesTheSameOut() {
        List<List<Keypoint>> in = noisyWalk();
        Smoother smoother = smoother();
        assertThat(run(smoother, in, FRAME_US, SIZE)).isEqualTo(run(smoother(), in, FRAME_US, SIZE))
                .isEqualTo(run(smoother, in, FRAME_US, SIZE));
    }

    @Test
    void allThatItRemembersIsInTheMemory() {
        List<List<Keypoint>> in = noisyWalk();
        List<List<Keypoint>> straight = run(in);
        List<Double> memory = List.of();
        for (int i = 0; i < in.size(); i++) {
            Smoothed smoothed = smoother().smooth(new ArrayList<>(memory), i == 0 ? 0 : FRAME_US, SIZE, in.get(i));
            assertThat(smoothed.keypoints()).isEqualTo(straight.get(i));
            memory = smoothed.memory();
            assertThat(memory).allSatisfy(v -> assertThat(v).isFinite());
        }
    }

    @Test
    void frameRateHardlyMatters() {
        DoubleFunction<List<Keypoint>> walk = t -> StickFigure.walking(100 + 300 * t + 40 * Math.sin(3 * t), 1).keypoints();
        List<List<Keypoint>> slow = run(smoother(), frames(15, 3, walk), 1_000_000 / 15, SIZE);
        List<List<Keypoint>> fast = run(smoother(), frames(60, 3, walk), 1_000_000 / 60, SIZE);
        for (int i = 0; i < slow.size(); i++) {
            assertClose(slow.get(i), fast.get(4 * i), 0.08 * SIZE);
        }
    }

    @Test
    void aRepeatMovesNothing() {
        List<List<Keypoint>> in = noisyWalk();
        Smoother smoother = smoother();
        List<Double> memory = List.of();
        for (List<Keypoint> keypoints : in) {
            memory = smoother.smooth(memory, memory.isEmpty() ? 0 : FRAME_US, SIZE, keypoints).memory();
        }
        List<Keypoint> elsewhere = StickFigure.standing(900).keypoints();
        assertThat(smoother.smooth(memory, 0, SIZE, elsewhere).memory()).isEqualTo(memory);
        assertThat(smoother.smooth(memory, -FRAME_US, SIZE, elsewhere).memory()).isEqualTo(memory);
    }

    @Test
    void scoresPassThrough() {
        List<List<Keypoint>> in = noisyWalk();
        List<List<Keypoint>> out = run(in);
        for (int i = 0; i < in.size(); i++) {
            assertThat(out.get(i)).extracting(Keypoint::score).isEqualTo(in.get(i).stream().map(Keypoint::score).toList());
        }
    }

    @Test
    void aDoubtfulOutlierLeavesNoTrace() {
        List<Keypoint> still = StickFigure.standing(300).keypoints();
        List<Keypoint> wild = with(still, 9, new Keypoint(900, 10, 0.05));
        List<List<Keypoint>> out = run(still, still, still, wild, wild, wild, still, still);
        assertClose(out.get(6), still, 0.001 * SIZE);
        assertClose(out.get(7), still, 0.001 * SIZE);
    }

    @Test
    void memoryOfAnotherSkeletonIsTakenForNone() {
        List<Double> foreign = smoother().smooth(List.of(), 0, SIZE, StickFigure.standing(300).keypoints().subList(0, 16)).memory();
        List<Keypoint> now = StickFigure.standing(500).keypoints();
        assertThat(smoother().smooth(foreign, FRAME_US, SIZE, now).keypoints()).isEqualTo(now);
    }

    @Test
    void memoryOfAnotherMethodIsTakenForNone() {
        List<Keypoint> now = StickFigure.standing(500).keypoints();
        for (Smoothing other : Smoothing.values()) {
            if (other.smoother().getClass() != smoother().getClass()) {
                List<Double> foreign = other.smoother().smooth(List.of(), 0, SIZE, StickFigure.standing(300).keypoints()).memory();
                assertThat(smoother().smooth(foreign, FRAME_US, SIZE, now).keypoints()).isEqualTo(now);
            }
        }
    }

    @SafeVarargs
    final List<List<Keypoint>> run(List<Keypoint>... frames) {
        return run(List.of(frames));
    }

    final List<List<Keypoint>> run(List<List<Keypoint>> frames) {
        return run(smoother(), frames, FRAME_US, SIZE);
    }

    static List<List<Keypoint>> run(Smoother smoother, List<List<Keypoint>> frames, long frameUs, double size) {
        List<List<Keypoint>> out = new ArrayList<>();
        List<Double> memory = List.of();
        for (List<Keypoint> keypoints : frames) {
            Smoothed smoothed = smoother.smooth(memory, out.isEmpty() ? 0 : frameUs, size, keypoints);
            memory = smoothed.memory();
            out.add(smoothed.keypoints());
        }
        return out;
    }

    static List<Keypoint> with(List<Keypoint> keypoints, int index, Keypoint other) {
        List<Keypoint> changed = new ArrayList<>(keypoints);
        changed.set(index, other);
        return changed;
    }

    static void assertClose(List<Keypoint> found, List<Keypoint> expected, double px) {
        for (int k = 0; k < expected.size(); k++) {
            assertThat(found.get(k).distanceTo(expected.get(k))).as("keypoint " + k).isCloseTo(0, within(px));
        }
    }

    private static List<List<Keypoint>> frames(int perSecond, int seconds, DoubleFunction<List<Keypoint>> at) {
        List<List<Keypoint>> frames = new ArrayList<>();
        for (int i = 0; i < perSecond * seconds; i++) {
            frames.add(at.apply((double) i / perSecond));
        }
        return frames;
    }

    private static List<List<Keypoint>> noisyWalk() {
        Random random = new Random(3);
        List<List<Keypoint>> frames = new ArrayList<>();
        for (List<Keypoint> p : frames(30, 2, t -> StickFigure.walking(100 + 300 * t, 1).keypoints())) {
            List<Keypoint> noisy = StickFigure.noisy(p, random, 2);
            int hidden = random.nextInt(17);
            frames.add(with(noisy, hidden, new Keypoint(noisy.get(hidden).x() + 50, noisy.get(hidden).y(), 0.1)));
        }
        return frames;
    }

    private static List<Keypoint> doubled(List<Keypoint> keypoints) {
        return keypoints.stream().map(p -> new Keypoint(2 * p.x(), 2 * p.y(), p.score())).toList();
    }

    /** Mean distance a keypoint moves from frame to frame, without the first second. */
    private static double jitter(List<List<Keypoint>> frames) {
        double sum = 0;
        for (int i = 31; i < frames.size(); i++) {
            for (int k = 0; k < 17; k++) {
                sum += frames.get(i).get(k).distanceTo(frames.get(i - 1).get(k));
            }
        }
        return sum;
    }
}
