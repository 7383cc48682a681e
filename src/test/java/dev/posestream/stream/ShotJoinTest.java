package dev.posestream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posestream.camera.Frame;
import dev.posestream.camera.Picture;
import dev.posestream.pose.PoseFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShotJoinTest {

    private final List<Shot> out = new ArrayList<>();
    private final ShotJoin join = new ShotJoin(out::add);

    @BeforeEach
    void watchLobby() {
        join.keep(Set.of("lobby"));
    }

    @Test
    void aFrameGoesOutWithThePoseOfThatVeryFrame() {
        join.frame(frame(1), 0);
        join.frame(frame(2), 0);
        join.poses(poses(2), 0);
        assertThat(out).hasSize(1);
        assertThat(out.get(0).frame().seq()).isEqualTo(2);
        assertThat(out.get(0).poses()).map(PoseFrame::seq).hasValue(2L);
    }

    @Test
    void thePoseMayComeFirst() {
        join.poses(poses(3), 0);
        join.frame(frame(3), 0);
        assertThat(out).singleElement().matches(shot -> shot.poses().isPresent());
    }

    @Test
    void thePictureNeverGoesBackwards() {
        join.frame(frame(1), 0);
        join.frame(frame(2), 0);
        join.poses(poses(2), 0);
        join.poses(poses(1), 0);
        join.flush(60_000_000);
        assertThat(out).extracting(shot -> shot.frame().seq()).containsExactly(2L);
    }

    @Test
    void aFrameWithoutAPoseGoesOutBareAfterAWhile() {
        join.frame(frame(1), 0);
        join.frame(frame(2), 10_000);
        join.flush(900_000);
        assertThat(out).isEmpty();
        join.flush(2_000_000);
        assertThat(out).singleElement().matches(shot -> shot.frame().seq() == 2 && shot.poses().isEmpty());
    }

    @Test
    void aSlowAnalysisIsWaitedFor() {
        join.frame(frame(1), 0);
        join.poses(poses(1), 1_000_000);
        join.frame(frame(2), 1_000_000);
        join.flush(3_500_000);
        assertThat(out).extracting(shot -> shot.poses().isPresent()).containsExactly(true);
        join.poses(poses(2), 3_600_000);
        assertThat(out).hasSize(2).allMatch(shot -> shot.poses().isPresent());
    }

    @Test
    void aCameraThatNobodyWatchesIsLeftAlone() {
        join.keep(Set.of());
        join.frame(frame(1), 0);
        join.poses(poses(1), 0);
        join.flush(60_000_000);
        assertThat(out).isEmpty();
    }

    @Test
    void whatNeverFindsItsPartnerIsBounded() {
        for (int i = 0; i < 10_000; i++) {
            join.frame(frame(i), 0);
        }
        join.poses(poses(5), 0);
        assertThat(out).as("frame 5 was let go long ago").isEmpty();
    }

    private static Frame frame(long seq) {
        return new Frame("lobby", "s", seq, new Picture(0, 1, 4, 4, new byte[1]), 1, OptionalLong.empty());
    }

    private static PoseFrame poses(long seq) {
        return new PoseFrame("lobby", "s", seq, 1, 4, 4, "m", "coco17", 0, 0, List.of());
    }
}
