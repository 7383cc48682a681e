package dev.posestream.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackerSettingsTest {

    private static final TrackerSettings DEFAULT = TrackerSettings.DEFAULT;

    @Test
    void theDefaultsAreThese() {
        assertThat(DEFAULT).isEqualTo(new TrackerSettings(0.3, 0.15, 0.15, 0.5, 0.2, 0.75, 2, Duration.ofMillis(80), 0.9,
                Duration.ofMillis(300), Duration.ofMillis(1500), Duration.ofMillis(300), 1.5, 1.6, Duration.ofMillis(500),
                Duration.ofSeconds(60)));
    }

    @Test
    void oneChangeLeavesTheRest() {
        assertThat(DEFAULT.withScore(0.6)).usingRecursiveComparison().ignoringFields("strongScore", "weakScore", "keypointScore").isEqualTo(DEFAULT);
        assertThat(DEFAULT.withScore(0.3)).isEqualTo(DEFAULT);
        assertThat(DEFAULT.withConfirmation(3, Duration.ZERO)).usingRecursiveComparison().ignoringFields("confirmHits", "confirmAge")
                .isEqualTo(DEFAULT);
        assertThat(DEFAULT.withForgetLost(Duration.ofSeconds(9))).usingRecursiveComparison().ignoringFields("forgetLost").isEqualTo(DEFAULT);
        assertThat(DEFAULT.withForgetLost(Duration.ofSeconds(9)).forgetLost()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void whatMakesNoSenseIsRefusedByName() {
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULT.withScore(1.5)).withMessageContaining("strongScore is 1.5");
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULT.withConfirmation(0, Duration.ZERO)).withMessageContaining("confirmHits");
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULT.withForgetLost(Duration.ofMillis(-1))).withMessageContaining("forgetLost");
    }

    @Test
    void statesThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TrackingState(0, 0, List.of())).withMessageContaining("0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Track(1, StickFigure.standing(0).box(), 0, 0, 1, List.of(), 5, 4, 1, List.of()))
                .withMessageContaining("seen");
    }
}
