package dev.posestream.tracking;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** The numbers are those of the textbook's matrix equations in NumPy, with noises multiplied by size. */
class KalmanSmootherTest extends PointwiseSmootherContract {

    @Override
    Smoother smoother() {
        return new KalmanSmoother();
    }

    @Override
    double jitterLeft() {
        return 0.6;
    }

    @Test
    void agreesWithTheMatrixEquations() {
        assertClose(filtered(new KalmanSmoother(), 150,
                new long[] {0, 33000, 67000, 100000, 133000, 200000, 217000, 250000, 417000, 450000},
                new double[] {100, 101.5, 99.25, 100.5, 104, 120, 131, 140, 139.5, 140.25},
                new double[] {.9, .8, .3, .9, .9, 1, .5, .9, .9, .7}),
                100, 101.193322453, 101.243877528, 100.647354531, 102.798593707, 115.386389821, 119.661005624, 131.561057071,
                144.105793957, 144.495332812);
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new KalmanSmoother(0, 1, 0.2, 0.5)).withMessageContaining("measurement");
        assertThatIllegalArgumentException().isThrownBy(() -> new KalmanSmoother(1, Double.NaN, 0.2, 0.5)).withMessageContaining("NaN");
    }
}
