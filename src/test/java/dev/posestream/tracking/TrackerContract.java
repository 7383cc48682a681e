package dev.posestream.tracking;

import static dev.posestream.tracking.TrackedScene.us;
import static org.assertj.core.api.Assertions.assertThat;

import dev.posestream.pose.Person;
import dev.posestream.pose.Pose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every tracker of 17 COCO keypoints keeps to, at default settings. */
abstract class TrackerContract {

    abstract Tracker tracker();

    @ParameterizedTest(name = "{0} frames a second")
    @ValueSource(ints = {5, 10, 30, 60})
    void aWalkerKeepsOneId(int perSecond) {
        TrackedScene scene = new TrackedScene(tracker());
        Random random = new Random(1);
        int frames = 4 * perSecond;
        int published = 0;
        for (int i = 0; i < frames; i++) {
            double t = (double) i / perSecond;
            published += scene.see(t, StickFigure.walking(100 + 400 * t, 1).seen(0.8, random, 2)).size();
        }
        assertThat(scene.idsEver()).containsExactly(1L);
        assertThat(published).isGreaterThan(frames - Math.max(2, perSecond / 5));
    }

    @ParameterizedTest(name = "{0} frames a second")
    @ValueSource(ints = {10, 30, 60})
    void twoWalkersWhoCrossKeepTheirIds(int perSecond) {
        for (int seed = 0; seed < 20; seed++) {
            TrackedScene scene = new TrackedScene(tracker());
            Random random = new Random(seed);
            Set<Long> before = new HashSet<>();
            Set<Long> after = new HashSet<>();
            for (int i = 0; i <= 3 * perSecond; i++) {
                double t = (double) i / perSecond;
                long rightward = TrackedScene.idAt(scene.see(t, crossing(t, random)), 100 + 300 * t);
                if (rightward > 0 && (t < 1 || t > 2)) {
                    (t < 1 ? before : after).add(rightward);
                }
            }
            assertThat(scene.idsEver()).as("seed %d", seed).containsExactly(1L, 2L);
            assertThat(before).as("seed %d", seed).hasSize(1);
            assertThat(after).as("seed %d", seed).isEqualTo(before);
        }
    }

    /** Each misses one frame in ten, and is weak in every fifth. */
    private static List<Pose> crossing(double t, Random random) {
        List<Pose> poses = new ArrayList<>();
        for (StickFigure walker : List.of(StickFigure.walking(100 + 300 * t, 1), StickFigure.walking(1000 - 300 * t, -1))) {
            double luck = random.nextDouble();
            if (luck > 0.1) {
                poses.add(walker.seen(luck < 0.3 ? 0.35 : 0.8, random, 3));
            }
        }
        return poses;
    }

    @Test
    void aFrameThatStandsAloneGetsIdsOfItsOwnAndLeavesEverybodyElseAsTheyWere() {
        TrackedScene scene = new TrackedScene(tracker());
        for (int i = 0; i < 10; i++) {
            scene.see(i / 10.0, StickFigure.standing(500).seen(0.8));
        }
        Tracker.Update alone = tracker().alone(scene.state(), us(-100), List.of(StickFigure.standing(510).seen(0.8), StickFigure.standing(1500).seen(0.7),
                StickFigure.standing(2500).seen(0.2)));
        assertThat(alone.people()).extracting(Person::track).containsExactly(2L, 3L);
        assertThat(alone.state().nextTrack()).isEqualTo(4);
        assertThat(alone.state().timeUs()).isEqualTo(scene.state().timeUs());
        assertThat(alone.state().tracks()).isEqualTo(scene.state().tracks());
    }

    @Test
    void idsCountUpFromOneWithoutHoles() {
        TrackedScene scene = new TrackedScene(tracker());
        for (int i = 0; i < 100; i++) {
            List<Pose> poses = new ArrayList<>();
            for (int p = 0; p <= i / 20; p++) {
                poses.add(StickFigure.standing(100 + 300 * p).seen(0.8));
            }
            if (i % 20 == 7) {
                poses.add(StickFigure.standing(2500).seen(0.6));
            }
            scene.see(i / 20.0, poses);
        }
        assertThat(scene.idsEver()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(scene.state().nextTrack()).isEqualTo(6);
    }

    @Test
    void whoeverComesBackSoonKeepsTheId() {
        TrackedScene scene = new TrackedScene(tracker());
        see(scene, 0, 1, StickFigure.standing(300));
        see(scene, 2, 3, StickFigure.standing(380));
        assertThat(scene.idsEver()).containsExactly(1L);
    }

    @Test
    void whoeverComesBackLateGetsANewId() {
        TrackedScene scene = new TrackedScene(tracker());
        see(scene, 0, 1, StickFigure.standing(300));
        for (int i = 10; i < 50; i++) {
            assertThat(scene.see(i / 10.0)).isEmpty();
        }
        see(scene, 5, 6, StickFigure.standing(300));
        assertThat(scene.idsEver()).containsExactly(1L, 2L);
    }

    @Test
    void aLongGapWithoutFramesForgetsEverybodyButNotTheCount() {
        TrackedScene scene = new TrackedScene(tracker());
        see(scene, 0, 1, StickFigure.standing(300));
        assertThat(tracker().expected(scene.state(), us(60))).isEmpty();
        see(scene, 60, 61, StickFigure.standing(300));
        assertThat(scene.idsEver()).containsExactly(1L, 2L);
        assertThat(scene.state().tracks()).hasSize(1);
    }

    @Test
    void somebodyElsewhereIsSomebodyElse() {
        TrackedScene scene = new TrackedScene(tracker());
        see(scene, 0, 1, StickFigure.standing(300));
        see(scene, 1.2, 2.2, StickFigure.standing(1100));
        assertThat(scene.idsEver()).containsExactly(1L, 2L);
    }

    @Test
    void theOrderOfObservationsDoesNotMatter() {
        TrackedScene straight = new TrackedScene(tracker());
        TrackedScene shuffled = new TrackedScene(tracker());
        Random random = new Random(5);
        for (int i = 0; i < 60; i++) {
            List<Pose> poses = crowd(i / 20.0, random);
            List<Person> people = straight.see(i / 20.0, poses);
            List<Pose> otherwise = new ArrayList<>(poses);
            Collections.shuffle(otherwise, random);
            assertThat(shuffled.see(i / 20.0, otherwise)).isEqualTo(people);
            assertThat(shuffled.state()).isEqualTo(straight.state());
        }
        assertThat(straight.idsEver()).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void theStateIsAllThereIs() {
        TrackedScene straight = new TrackedScene(tracker());
        Random random = new Random(6);
        List<List<Pose>> frames = new ArrayList<>();
        List<List<Person>> people = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            frames.add(crowd(i / 20.0, random));
            people.add(straight.see(i / 20.0, frames.get(i)));
        }
        TrackedScene moved = new TrackedScene(tracker());
        for (int i = 0; i < 60; i++) {
            moved.replaceStateByACopy();
            assertThat(moved.see(i / 20.0, frames.get(i))).isEqualTo(people.get(i));
        }
        assertThat(moved.state()).isEqualTo(straight.state());
    }

    @Test
    void aRepeatedFrameChangesNothing() {
        TrackedScene scene = new TrackedScene(tracker());
        see(scene, 0, 1, StickFigure.standing(300));
        TrackingState before = scene.state();
        for (double earlier : new double[] {0.9, 0.8, 0.2}) {
            List<Person> people = scene.see(earlier, StickFigure.standing(310).seen(0.8), StickFigure.standing(900).seen(0.95));
            assertThat(people).extracting(Person::track).containsExactly(1L);
            assertThat(scene.state()).isEqualTo(before);
        }
    }

    @Test
    void aFrameTakenTwiceGivesTheSameResultTwice() {
        TrackedScene scene = new TrackedScene(tracker());
        Random random = new Random(8);
        for (int i = 0; i < 30; i++) {
            List<Pose> poses = crowd(i / 20.0, random);
            List<Person> once = scene.see(i / 20.0, poses);
            assertThat(scene.see(i / 20.0, poses)).isEqualTo(once);
        }
    }

    @Test
    void aPersonSeenTwiceIsOnePerson() {
        TrackedScene scene = new TrackedScene(tracker());
        Random random = new Random(9);
        for (int i = 0; i < 40; i++) {
            StickFigure walker = StickFigure.walking(100 + 10 * i, 1);
            Pose fromLargerCrop = new Pose(walker.box().scaled(1.3), 0.7, StickFigure.noisy(walker.keypoints(), random, 3));
            scene.see(i / 20.0, walker.seen(0.8, random, 3), fromLargerCrop);
        }
        assertThat(scene.idsEver()).containsExactly(1L);
        assertThat(scene.state().tracks()).hasSize(1);
    }

    @Test
    void peopleAreToldInTheOrderOfTheirIds() {
        TrackedScene scene = new TrackedScene(tracker());
        Random random = new Random(10);
        for (int i = 0; i < 40; i++) {
            assertThat(scene.see(i / 20.0, crowd(i / 20.0, random))).extracting(Person::track).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void aWeakPoseNeverStartsATrackButContinuesOne() {
        TrackedScene scene = new TrackedScene(tracker());
        for (int i = 0; i < 20; i++) {
            scene.see(i / 20.0, StickFigure.standing(900).seen(0.25));
        }
        assertThat(scene.state().tracks()).isEmpty();
        see(scene, 1, 2, StickFigure.standing(300));
        for (int i = 40; i < 100; i++) {
            assertThat(scene.see(i / 20.0, StickFigure.standing(300).seen(0.2))).extracting(Person::track).containsExactly(1L);
        }
    }

    @Test
    void anEmptyFrameShowsNobody() {
        TrackedScene scene = new TrackedScene(tracker());
        assertThat(scene.see(0)).isEmpty();
        see(scene, 1, 2, StickFigure.standing(300));
        assertThat(scene.see(2)).isEmpty();
        assertThat(tracker().expected(TrackingState.EMPTY, us(0))).isEmpty();
    }

    @Test
    void aWalkerIsExpectedWhereTheyWalkTo() {
        TrackedScene scene = new TrackedScene(tracker());
        for (int i = 0; i <= 60; i++) {
            scene.see(i / 30.0, StickFigure.walking(100 + 10 * i, 1).seen(0.8));
        }
        assertThat(tracker().expected(scene.state(), us(61 / 30.0)))
                .singleElement().satisfies(box -> assertThat(box.iou(StickFigure.walking(710, 1).box())).isGreaterThan(0.6))
                .satisfies(box -> assertThat(box.centerX()).isBetween(700.0, 720.0));
        assertThat(tracker().expected(scene.state(), us(2.2))).hasSize(1);
    }

    static void see(TrackedScene scene, double from, double to, StickFigure figure) {
        for (int i = 0; from + i / 20.0 < to; i++) {
            scene.see(from + i / 20.0, figure.seen(0.8));
        }
    }

    /** Four people, some of them moving, now and then unseen or weak or seen twice. */
    static List<Pose> crowd(double t, Random random) {
        List<Pose> poses = new ArrayList<>();
        for (StickFigure figure : List.of(StickFigure.walking(100 + 300 * t, 1), StickFigure.walking(1000 - 300 * t, -1),
                StickFigure.standing(500), StickFigure.standing(1300))) {
            if (random.nextInt(8) > 0) {
                poses.add(figure.seen(0.3 + 0.6 * random.nextDouble(), random, 3));
            }
            if (random.nextInt(4) == 0) {
                poses.add(figure.seen(0.3 + 0.6 * random.nextDouble(), random, 3));
            }
        }
        return poses;
    }
}
