package dev.posestream.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SmoothingTest {

    @Test
    void methodsAreChosenByName() {
        assertThat(Smoothing.named("off").smoother()).isInstanceOf(NoSmoothing.class);
        assertThat(Smoothing.named("one-euro").smoother()).isInstanceOf(OneEuroSmoother.class);
        assertThat(Smoothing.named("kalman").smoother()).isInstanceOf(KalmanSmoother.class);
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThereAre() {
        assertThatIllegalArgumentException().isThrownBy(() -> Smoothing.named("median"))
                .withMessageContaining("median").withMessageContaining("[off, one-euro, kalman]");
    }
}
