package dev.posestream.tracking;

import static dev.posestream.tracking.TrackedScene.us;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Person;
import dev.posestream.pose.Pose;
import dev.posestream.pose.Skeleton;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoseTrackerTest extends TrackerContract {

    @Override
    Tracker tracker() {
        return tracker(TrackerSettings.DEFAULT);
    }

    private static Tracker tracker(TrackerSettings settings) {
        return new PoseTracker(Skeleton.COCO17, settings, new OneEuroSmoother());
    }

    @Test
    void anIdIsGivenAfterTheConfirmingTimeAtAnyFrameRate() {
        for (int perSecond : new int[] {10, 30, 60}) {
            TrackedScene scene = new TrackedScene(tracker());
            double firstTold = -1;
            for (int i = 0; i < perSecond && firstTold < 0; i++) {
                firstTold = scene.see((double) i / perSecond, StickFigure.standing(300).seen(0.8)).isEmpty() ? -1 : (double) i / perSecond;
            }
            assertThat(firstTold).isBetween(0.08, 0.1 + 1e-9);
        }
    }

    @Test
    void aSurePersonIsConfirmedAtTheSecondSight() {
        TrackedScene scene = new TrackedScene(tracker());
        assertThat(scene.see(0, StickFigure.standing(300).seen(0.95))).isEmpty();
        assertThat(scene.see(1 / 60.0, StickFigure.standing(300).seen(0.95))).extracting(Person::track).containsExactly(1L);
    }

    @Test
    void confirmationCanBeWaived() {
        TrackedScene scene = new TrackedScene(tracker(TrackerSettings.DEFAULT.withConfirmation(1, Duration.ZERO)));
        assertThat(scene.see(0, StickFigure.standing(300).seen(0.6))).extracting(Person::track).containsExactly(1L);
    }

    @Test
    void posesThatScoreLowArePeopleWhereTheScoreIsSetLower() {
        for (double score : new double[] {0.29, 0.31}) {
            TrackedScene usual = new TrackedScene(tracker());
            TrackedScene halved = new TrackedScene(tracker(TrackerSettings.DEFAULT.withScore(0.15)));
            for (int i = 0; i < 5; i++) {
                usual.see(i / 10.0, StickFigure.standing(300).seen(score));
                halved.see(i / 10.0, StickFigure.standing(300).seen(score / 2));
            }
            assertThat(usual.idsEver()).hasSize(score < 0.3 ? 0 : 1);
            assertThat(halved.idsEver()).isEqualTo(usual.idsEver());
        }
    }

    @Test
    void anUnconfirmedTrackIsSoonForgotten() {
        TrackedScene scene = new TrackedScene(tracker());
        scene.see(0, StickFigure.standing(300).seen(0.8));
        scene.see(0.2);
        assertThat(scene.state().tracks()).hasSize(1);
        scene.see(0.4);
        assertThat(scene.state().tracks()).isEmpty();
        assertThat(scene.state().nextTrack()).isEqualTo(1);
    }

    @Test
    void aLostPersonIsNoLongerExpectedAfterAShortTime() {
        TrackedScene scene = new TrackedScene(tracker());
        see(scene, 0, 1, StickFigure.standing(300));
        scene.see(1.1);
        assertThat(tracker().expected(scene.state(), us(1.2))).hasSize(1);
        assertThat(tracker().expected(scene.state(), us(1.3))).isEmpty();
        assertThat(scene.state().tracks()).hasSize(1);
    }

    @Test
    void whoWasSeenInTheLastFrameIsExpectedHoweverSlowTheCamera() {
        TrackedScene scene = new TrackedScene(tracker());
        scene.see(0, StickFigure.standing(300).seen(0.8));
        assertThat(tracker().expected(scene.state(), us(1))).hasSize(1);
    }

    @Test
    void aChildDoesNotInheritTheIdOfAParentWhoLeft() {
        TrackedScene scene = new TrackedScene(tracker());
        see(scene, 0, 1, StickFigure.standing(300));
        scene.see(1);
        see(scene, 1.5, 2.5, new StickFigure(420, 600, 160, 0, 0));
        assertThat(scene.idsEver()).containsExactly(1L, 2L);
    }

    @Test
    void aLostWalkerIsFoundAgainFurtherOn() {
        TrackedScene scene = new TrackedScene(tracker());
        for (int i = 0; i < 80; i++) {
            if (i < 30 || i > 50) {
                scene.see(i / 30.0, StickFigure.walking(100 + 12 * i, 1).seen(0.8));
            }
        }
        assertThat(scene.idsEver()).containsExactly(1L);
    }

    @Test
    void twoWhoOverlapInClearlyDifferentPosesAreBothKept() {
        TrackedScene scene = new TrackedScene(tracker());
        for (int i = 0; i < 10; i++) {
            scene.see(i / 20.0, StickFigure.standing(300).seen(0.9), new StickFigure(330, 600, 400, 1, 1.5).seen(0.8));
        }
        assertThat(scene.idsEver()).containsExactly(1L, 2L);
    }

    @Test
    void theWholeBodyBeatsItsHalf() {
        StickFigure person = StickFigure.standing(300);
        List<Keypoint> upper = person.keypoints().stream().map(p -> p.y() < 420 ? p : new Keypoint(p.x(), 420, 0.1)).toList();
        Pose half = new Pose(new Box(220, 190, 160, 200), 0.85, upper);
        TrackedScene scene = new TrackedScene(tracker());
        for (int i = 0; i < 10; i++) {
            scene.see(i / 20.0, half, person.seen(0.8));
        }
        assertThat(scene.state().tracks()).singleElement()
                .satisfies(t -> assertThat(t.box().bottom()).isGreaterThan(580));
    }

    @Test
    void publishedKeypointsAreSmoothedAndRememberedOnesAreNot() {
        List<Keypoint> still = StickFigure.standing(300).keypoints();
        TrackedScene scene = new TrackedScene(tracker());
        List<Person> people = List.of();
        for (int i = 0; i < 60; i++) {
            people = scene.see(i / 30.0, new Pose(StickFigure.standing(300).box(), 0.8,
                    Motion.moved(still, new BodyShift(i % 2, 0))));
        }
        double observed = scene.state().tracks().get(0).keypoints().get(0).x();
        assertThat(observed).isEqualTo(still.get(0).x() + 1);
        assertThat(people.get(0).keypoints().get(0).x()).isCloseTo(still.get(0).x() + 0.5, within(0.3));
    }

    @Test
    void smoothingStartsAfreshAfterAGap() {
        TrackedScene scene = new TrackedScene(tracker());
        see(scene, 0, 1, StickFigure.standing(300));
        List<Person> people = scene.see(1.8, StickFigure.standing(340).seen(0.8));
        assertThat(people).singleElement().satisfies(p -> {
            assertThat(p.track()).isEqualTo(1);
            assertThat(p.keypoints()).isEqualTo(StickFigure.standing(340).keypoints());
        });
    }

    @Test
    void aClockSetBackStartsAnewWithNewIds() {
        TrackedScene scene = new TrackedScene(tracker());
        see(scene, 7200, 7201, StickFigure.standing(300));
        see(scene, 3600, 3601, StickFigure.standing(300));
        assertThat(scene.idsEver()).containsExactly(1L, 2L);
        assertThat(scene.state().timeUs()).isLessThan(us(3601));
    }

    @Test
    void aRecordingThatStartsAtTimeZeroIsTracked() {
        Tracker tracker = tracker();
        TrackingState state = TrackingState.EMPTY;
        for (int i = 0; i < 10; i++) {
            state = tracker.update(state, i * 50_000L, List.of(StickFigure.standing(300).seen(0.8))).state();
        }
        assertThat(state.tracks()).singleElement().satisfies(t -> assertThat(t.hits()).isEqualTo(10));
    }

    @Test
    void tracksOfAnotherSkeletonAreForgotten() {
        TrackedScene scene = new TrackedScene(tracker());
        see(scene, 0, 1, StickFigure.standing(300));
        Tracker mpii = new PoseTracker(Skeleton.MPII16, TrackerSettings.DEFAULT, new OneEuroSmoother());
        assertThat(mpii.expected(scene.state(), us(1))).isEmpty();
        assertThat(mpii.update(scene.state(), us(1), List.of()).state().tracks()).isEmpty();
    }

    @Test
    void aPoseOfAnotherSkeletonIsRefused() {
        Pose pose = new Pose(StickFigure.standing(0).box(), 0.9, StickFigure.standing(0).keypoints().subList(0, 16));
        assertThatIllegalArgumentException().isThrownBy(() -> tracker().update(TrackingState.EMPTY, us(0), List.of(pose)))
                .withMessageContaining("16").withMessageContaining("17").withMessageContaining("coco17");
    }

    @Test
    void aBoxWithoutKeypointsIsTrackedByItself() {
        TrackedScene scene = new TrackedScene(tracker());
        for (int i = 0; i < 20; i++) {
            StickFigure figure = StickFigure.standing(300 + 5 * i);
            scene.see(i / 20.0, new Pose(figure.box(), 0.8,
                    figure.keypoints().stream().map(p -> new Keypoint(p.x(), p.y(), 0)).toList()));
        }
        assertThat(scene.idsEver()).containsExactly(1L);
        assertThat(scene.state().tracks().get(0).velocityX()).isCloseTo(100, within(1.0));
    }
}
