package dev.posestream.tracking;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The numbers are those of algorithm 1 of the paper in NumPy, with the raw previous value and the speed divided by size. */
class OneEuroSmootherTest extends PointwiseSmootherContract {

    private static final long[] TIMES_US = {0, 33000, 67000, 100000, 133000, 200000, 217000, 250000, 417000, 450000};
    private static final double[] VALUES = {100, 101.5, 99.25, 100.5, 104, 120, 131, 140, 139.5, 140.25};

    @Override
    Smoother smoother() {
        return new OneEuroSmoother();
    }

    @Override
    double jitterLeft() {
        return 0.6;
    }

    @Test
    void agreesWithThePapersAlgorithmInBodySizes() {
        assertClose(filtered(new OneEuroSmoother(), 150, TIMES_US, VALUES, sure()),
                100, 100.699405897, 100.153039291, 100.22286063, 102.828677598, 119.144392342, 129.672289074, 139.454429084,
                139.498974697, 140.162101193);
    }

    @Test
    void agreesWithThePapersAlgorithmForOtherSettings() {
        assertClose(filtered(new OneEuroSmoother(1, 0.007, 1, 0.2, 0.5), 1, TIMES_US, VALUES, sure()),
                100, 100.269155184, 100.084395671, 100.156671675, 100.891537067, 108.564515945, 112.470787031, 120.916173705,
                132.40378318, 134.243219772);
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new OneEuroSmoother(0, 80, 1, 0.2, 0.5))
                .withMessageContaining("minimum cutoff");
        assertThatIllegalArgumentException().isThrownBy(() -> new OneEuroSmoother(1, -1, 1, 0.2, 0.5)).withMessageContaining("beta");
        assertThatIllegalArgumentException().isThrownBy(() -> new OneEuroSmoother(1, 1, 1, 1.2, 0.5)).withMessageContaining("1.2");
    }

    private static double[] sure() {
        double[] scores = new double[VALUES.length];
        Arrays.fill(scores, 0.9);
        return scores;
    }
}
