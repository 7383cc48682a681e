package dev.posestream.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SkeletonTest {

    static List<Skeleton> known() {
        return Skeleton.KNOWN;
    }

    @ParameterizedTest
    @MethodSource("known")
    void mirroringTwiceGivesTheSameKeypoint(Skeleton skeleton) {
        for (int k = 0; k < skeleton.size(); k++) {
            assertThat(skeleton.mirror().get(skeleton.mirror().get(k))).isEqualTo(k);
        }
    }

    @ParameterizedTest
    @MethodSource("known")
    void mirroringSwapsLeftAndRightByName(Skeleton skeleton) {
        for (int k = 0; k < skeleton.size(); k++) {
            String name = skeleton.keypoints().get(k);
            String other = name.startsWith("left_") ? "right_" + name.substring(5)
                    : name.startsWith("right_") ? "left_" + name.substring(6) : name;
            assertThat(skeleton.keypoints().get(skeleton.mirror().get(k))).isEqualTo(other);
        }
    }

    @ParameterizedTest
    @MethodSource("known")
    void leftAndRightHaveOneSigma(Skeleton skeleton) {
        for (int k = 0; k < skeleton.size(); k++) {
            assertThat(skeleton.sigmas().get(skeleton.mirror().get(k))).isEqualTo(skeleton.sigmas().get(k));
        }
    }

    @ParameterizedTest
    @MethodSource("known")
    void bonesJoinDifferentKeypointsThatExist(Skeleton skeleton) {
        assertThat(skeleton.bones()).doesNotHaveDuplicates().allSatisfy(bone -> {
            assertThat(bone.from()).isBetween(0, skeleton.size() - 1).isNotEqualTo(bone.to());
            assertThat(bone.to()).isBetween(0, skeleton.size() - 1);
        });
    }

    @ParameterizedTest
    @MethodSource("known")
    void isFoundByItsName(Skeleton skeleton) {
        assertThat(Skeleton.named(skeleton.name())).isSameAs(skeleton);
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThereAre() {
        assertThatIllegalArgumentException().isThrownBy(() -> Skeleton.named("hand21"))
                .withMessageContaining("hand21").withMessageContaining("coco17").withMessageContaining("mpii16");
    }

    @Test
    void listsOfDifferentLengthAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Skeleton("two", List.of("a", "b"), List.of(.1), List.of(), List.of(1, 0)))
                .withMessageContaining("two");
    }

    @Test
    void keypointsWithoutNamesArePoints() {
        Skeleton five = Skeleton.named("points5");
        assertThat(five).isEqualTo(Skeleton.points(5));
        assertThat(five.keypoints()).containsExactly("point_0", "point_1", "point_2", "point_3", "point_4");
        assertThat(five.mirror()).containsExactly(0, 1, 2, 3, 4);
        assertThat(Skeleton.find("points0")).isEmpty();
        assertThat(Skeleton.find("points1000")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Skeleton.points(1000)).withMessageContaining("1 to 999");
    }
}
