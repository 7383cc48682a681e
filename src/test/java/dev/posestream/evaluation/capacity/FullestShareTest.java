package dev.posestream.evaluation.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FullestShareTest {

    /**
     * By scipy: the least k with shares × binom.sf(k, cameras, 1 / shares) < 0.5. For four cameras on four shares by hand: P(X > 1) = 1 - (81 + 108) / 256
     * = 0.26, times 4 is above one half, P(X > 2) = 13 / 256 = 0.051, times 4 is 0.20.
     */
    @ParameterizedTest
    @CsvSource({"4,4,2", "200,8,32", "200,100,6", "16,2,9", "1000,10,116", "1,5,1", "100000,2,50107"})
    void theFullestOfSharesByChance(int cameras, int shares, int fullest) {
        assertThat(FullestShare.of(cameras, shares)).isEqualTo(fullest);
    }

    @Test
    void aLoneShareHasThemAll() {
        assertThat(FullestShare.of(200, 1)).isEqualTo(200);
    }
}
