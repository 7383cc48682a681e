package dev.posestream.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenessTest {

    private static final long STARTED = 1_000_000_000_000L;
    private static final long SECOND = 1_000_000;

    private final Lateness lateness = new Lateness(Duration.ofSeconds(2), Duration.ofSeconds(30), STARTED);

    @Test
    void aFrameWithinTheBoundIsInTime() {
        assertThat(late(0, 0.1)).isFalse();
        assertThat(late(0.1, 2.0)).isFalse();
    }

    @Test
    void aFrameOverTheBoundIsLate() {
        late(0, 0.1);
        assertThat(late(1, 3.2)).isTrue();
    }

    @Test
    void overloadKeepsTheBoundForHours() {
        double captured = 0;
        for (int minute = 0; minute < 120; minute++) {
            for (int i = 0; i < 60; i++) {
                captured += 1;
                late(captured, 1.9);
            }
        }
        assertThat(late(captured + 1, 4.5)).isTrue();
    }

    @Test
    void aCameraWithAWrongClockLosesFiveSecondsAndNotEverything() {
        int lost = 0;
        for (int i = 0; i < 200; i++) {
            lost += late(i * 0.1, 3600) ? 1 : 0;
        }
        assertThat(lost).isBetween(40, 60);
    }

    @Test
    void aCameraWhoseClockRunsAheadIsNeverLateForThat() {
        for (int i = 0; i < 50; i++) {
            assertThat(late(i * 0.1, -30)).isFalse();
        }
        assertThat(late(5, -27)).as("three seconds more than usual").isTrue();
    }

    @Test
    void aBacklogIsPassedOverToItsEnd() {
        // An hour of frames, read at a hundred times real time: the transit falls all the while.
        int analysed = 0;
        double transit = 3600;
        double captured = 40;
        while (transit > 2.5) {
            captured += 0.1;
            transit -= 0.099;
            analysed += late(captured, transit) ? 0 : 1;
        }
        assertThat(analysed).isZero();
        assertThat(late(captured + 0.1, 1)).isFalse();
    }

    @Test
    void anAnalysisSlowerThanItsCamerasStaysBoundedForHours() {
        // Six seconds a frame, taken turn by turn with another camera: each look finds a queue of frames.
        double now = 0;
        double longest = 0;
        double captured = 0;
        for (int look = 0; look < 1000; look++) {
            now += 12;
            while (captured < now - 0.3) {
                captured += 0.33;
                if (!late(captured, now - captured)) {
                    longest = Math.max(longest, now - captured);
                    break;
                }
            }
        }
        assertThat(longest).isLessThan(2.5);
    }

    @Test
    void framesThatWaitedForTheStartAreNotLateWhileYoung() {
        assertThat(late(-10, 12)).as("ten seconds old at the start").isFalse();
        assertThat(late(-40, 42)).as("forty seconds old at the start").isTrue();
    }

    private boolean late(double capturedSeconds, double transitSeconds) {
        long captured = STARTED + Math.round(capturedSeconds * SECOND);
        return lateness.late(captured, captured + Math.round(transitSeconds * SECOND));
    }
}
