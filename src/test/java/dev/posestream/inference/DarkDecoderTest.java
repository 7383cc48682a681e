package dev.posestream.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DarkDecoderTest {

    private static final int ROWS = 64;
    private static final int COLUMNS = 48;

    private final PeakDecoder decoder = new DarkDecoder();

    /** A Gaussian of σ 2 whose top lies between cells; index coordinates, as the networks are trained. */
    private static float[] gaussian(double x, double y) {
        float[] map = new float[ROWS * COLUMNS];
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                map[row * COLUMNS + column] = (float) Math.exp(-(Math.pow(column - x, 2) + Math.pow(row - y, 2)) / 8);
            }
        }
        return map;
    }

    @ParameterizedTest
    @CsvSource({"20, 30", "20.3, 30.4", "19.6, 31.45", "20.5, 12.1"})
    void findsTheTopOfAGaussianBetweenCells(double x, double y) {
        Peak peak = decoder.decode(gaussian(x, y), 0, ROWS, COLUMNS);
        assertThat(peak.x()).isCloseTo(x, within(0.01));
        assertThat(peak.y()).isCloseTo(y, within(0.01));
    }

    @Test
    void scoresByTheHighestCell() {
        assertThat(decoder.decode(gaussian(20, 30), 0, ROWS, COLUMNS).score()).isEqualTo(1);
    }

    @Test
    void keepsTheCellNearTheEdge() {
        assertThat(decoder.decode(gaussian(1.3, 30), 0, ROWS, COLUMNS).x()).isEqualTo(1);
        assertThat(decoder.decode(gaussian(-3, 70), 0, ROWS, COLUMNS).y()).isEqualTo(63);
    }

    @Test
    void givesAPlaceForAMapWithoutAPeak() {
        assertThat(decoder.decode(new float[ROWS * COLUMNS], 0, ROWS, COLUMNS)).isEqualTo(new Peak(0, 0, 0));
        float[] spike = new float[ROWS * COLUMNS];
        spike[30 * COLUMNS + 20] = 1;
        assertThat(decoder.decode(spike, 0, ROWS, COLUMNS)).isEqualTo(new Peak(20, 30, 1));
    }
}
