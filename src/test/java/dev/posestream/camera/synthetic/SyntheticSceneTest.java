package dev.posestream.camera.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyntheticSceneTest {

    private static final int LEFT_SHOULDER = 5;
    private static final int RIGHT_SHOULDER = 6;
    private static final int LEFT_HIP = 11;
    private static final int LEFT_ANKLE = 15;

    @ParameterizedTest
    @EnumSource(SceneKind.class)
    void theSameOptionsAndTimeGiveTheSamePeopleInAnyOrderOfAsking(SceneKind kind) {
        String address = "synthetic:?seed=7&scene=" + kind.name().toLowerCase(java.util.Locale.ROOT);
        List<List<GroundTruth>> forwards = LongStream.range(0, 40).mapToObj(i -> scene(address).at(i * 700_000)).toList();
        SyntheticScene backwards = scene(address);
        for (int i = 39; i >= 0; i--) {
            assertThat(backwards.at(i * 700_000L)).isEqualTo(forwards.get(i));
        }
    }

    @Test
    void anotherSeedShowsOtherPeople() {
        assertThat(scene("synthetic:?seed=1").at(5_000_000)).isNotEqualTo(scene("synthetic:?seed=2").at(5_000_000));
    }

    @Test
    void theSceneGrowsWithThePicture() {
        GroundTruth large = scene("synthetic:?scene=wave").at(3_000_000).get(0);
        GroundTruth small = scene("synthetic:?scene=wave&width=640&height=360").at(3_000_000).get(0);
        for (int k = 0; k < 17; k++) {
            assertThat(small.keypoints().get(k).x() * 2).isCloseTo(large.keypoints().get(k).x(), within(1e-6));
            assertThat(small.keypoints().get(k).y() * 2).isCloseTo(large.keypoints().get(k).y(), within(1e-6));
        }
    }

    @Test
    void nobodyIsInAnEmptySceneAndNeverMorePeopleThanAskedFor() {
        assertThat(scene("synthetic:?scene=empty").at(4_000_000)).isEmpty();
        assertThat(scene("synthetic:?people=0").at(4_000_000)).isEmpty();
        for (GroundTruthAt frame : frames("synthetic:?people=5", 60, 400_000)) {
            assertThat(frame.people()).hasSizeLessThanOrEqualTo(5).extracting(GroundTruth::figure).doesNotHaveDuplicates();
        }
    }

    @Test
    void uprightPeopleFillALargePartOfThePictureAndStandOnTheFloor() {
        for (GroundTruth person : people("synthetic:?people=4", 60, 400_000)) {
            if (person.action() == Action.STANDING || person.action() == Action.WALKING) {
                assertThat(person.box().height() / 720).isBetween(.42, .82);
                assertThat(person.keypoints().get(0).y()).isLessThan(person.keypoints().get(LEFT_HIP).y());
                assertThat(person.keypoints().get(LEFT_HIP).y()).isLessThan(person.keypoints().get(LEFT_ANKLE).y());
            }
        }
    }

    @Test
    void everyKeypointLiesInTheBox() {
        for (GroundTruth person : people("synthetic:?people=4&scene=mixed", 80, 400_000)) {
            assertThat(person.keypoints()).hasSize(17).allSatisfy(k -> {
                assertThat(k.x()).isBetween(person.box().x(), person.box().right());
                assertThat(k.y()).isBetween(person.box().y(), person.box().bottom());
            });
        }
    }

    @Test
    void whoFacesTheCameraHasTheLeftSideOnThePicturesRight() {
        List<GroundTruth> waving = people("synthetic:?scene=wave", 40, 400_000).stream().filter(p -> p.action() == Action.WAVING).toList();
        assertThat(waving).isNotEmpty().allSatisfy(p -> {
            assertThat(p.keypoints().get(LEFT_SHOULDER).x()).isGreaterThan(p.keypoints().get(RIGHT_SHOULDER).x());
            assertThat(p.keypoints().get(1).x()).isGreaterThan(p.keypoints().get(2).x());
        });
    }

    @Test
    void whoWalksLooksWhereItGoes() {
        SyntheticScene scene = scene("synthetic:?scene=walk&people=4");
        for (long t = 0; t < 20_000_000; t += 500_000) {
            for (GroundTruth now : scene.at(t)) {
                scene.at(t + 40_000).stream().filter(p -> p.figure() == now.figure()).forEach(later -> {
                    double goes = later.box().centerX() - now.box().centerX();
                    double ears = (now.keypoints().get(3).x() + now.keypoints().get(4).x()) / 2;
                    if (Math.abs(goes) > 2) {
                        assertThat(now.keypoints().get(0).x() - ears).matches(looks -> looks * goes > 0, "the nose is ahead of the ears");
                    }
                });
            }
        }
    }

    @Test
    void fallenPeopleLieWideAndLow() {
        List<GroundTruth> lying = people("synthetic:?scene=fall", 60, 400_000).stream().filter(p -> p.action() == Action.LYING).toList();
        assertThat(lying).isNotEmpty().allSatisfy(p -> assertThat(p.box().width()).isGreaterThan(1.4 * p.box().height()));
    }

    @Test
    void peopleWhoCrossHideEachOtherAndTheNearerOneComesFirst() {
        List<GroundTruthAt> frames = frames("synthetic:?scene=cross&people=2", 90, 100_000);
        assertThat(frames).anySatisfy(frame -> {
            assertThat(frame.people()).hasSize(2);
            assertThat(frame.people().get(0).depth()).isLessThan(frame.people().get(1).depth());
            assertThat(frame.people().get(1).visibility()).contains(Visibility.OCCLUDED);
            assertThat(frame.people().get(1).clear()).isFalse();
        });
        assertThat(frames).allSatisfy(frame -> assertThat(frame.people().stream().limit(1).flatMap(p -> p.visibility().stream()))
                .doesNotContain(Visibility.OCCLUDED));
    }

    @Test
    void keypointsBeyondTheEdgeAreOutsideAndAllOthersAreNot() {
        List<GroundTruth> people = people("synthetic:?scene=walk&people=4", 60, 200_000);
        assertThat(people).anyMatch(p -> p.visibility().contains(Visibility.OUTSIDE));
        for (GroundTruth person : people) {
            for (int k = 0; k < 17; k++) {
                double x = person.keypoints().get(k).x();
                assertThat(person.visibility().get(k) == Visibility.OUTSIDE).isEqualTo(x < 0 || x >= 1280);
            }
        }
    }

    @Test
    void aTimeBeforeTheBeginningIsRefused() {
        assertThatThrownBy(() -> scene("synthetic:").at(-1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-1");
    }

    private record GroundTruthAt(long ptsUs, List<GroundTruth> people) {}

    private static List<GroundTruthAt> frames(String address, int count, long stepUs) {
        SyntheticScene scene = scene(address);
        List<GroundTruthAt> frames = new ArrayList<>();
        Stream.iterate(0L, t -> t + stepUs).limit(count).forEach(t -> frames.add(new GroundTruthAt(t, scene.at(t))));
        return frames;
    }

    private static List<GroundTruth> people(String address, int count, long stepUs) {
        return frames(address, count, stepUs).stream().flatMap(frame -> frame.people().stream()).toList();
    }

    private static SyntheticScene scene(String address) {
        return new SyntheticScene(SyntheticOptions.parse(address));
    }
}
