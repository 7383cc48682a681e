package dev.posestream.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CaptureTimesTest {

    private static final long START = 1_795_368_412_000_000L;

    @Test
    void aRecordingKeepsTheDistancesOfItsOwnTimes() {
        CaptureTimes times = new CaptureTimes.Recorded(true);
        assertThat(at(times, 500_000, 0)).isZero();
        assertThat(at(times, 533_333, 1_000)).isEqualTo(33_333);
        assertThat(at(times, 566_667, 2_000)).isEqualTo(66_667);
    }

    @Test
    void aRecordingThatCanNotBeReadAtItsPaceFallsBehindInsteadOfGrowingOld() {
        CaptureTimes times = new CaptureTimes.Recorded(true);
        long captured = 0;
        for (int i = 0; i < 100; i++) {
            long received = i * 50_000L; // at 20 frames a second what was recorded at 30
            long now = at(times, i * 33_333L, received);
            assertThat(now).isGreaterThan(i == 0 ? -1 : captured);
            assertThat(received - now).isLessThanOrEqualTo(250_000);
            captured = now;
        }
    }

    @Test
    void aReplayNeverFallsBehind() {
        CaptureTimes times = new CaptureTimes.Recorded(false);
        at(times, 0, 0);
        assertThat(at(times, 33_333, 60_000_000)).isEqualTo(33_333);
    }

    @Test
    void aLiveFrameIsCapturedWhenItsDataCame() {
        CaptureTimes times = new CaptureTimes.Live();
        assertThat(at(times, 0, 100)).isEqualTo(100);
        assertThat(at(times, 999_999_999, 100)).as("strictly increasing").isEqualTo(101);
    }

    private static long at(CaptureTimes times, long ptsUs, long receivedAfterUs) {
        return times.capturedUs(OptionalLong.of(ptsUs), 33_333, START + receivedAfterUs) - START;
    }
}
