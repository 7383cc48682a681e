package dev.posestream.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeatmapDecoderTest {

    private final PeakDecoder decoder = new HeatmapDecoder();

    @Test
    void movesAQuarterCellTowardsTheHigherNeighbours() {
        float[] map = {
            0, 0, 0, 0,
            0, .2f, .8f, .5f,
            0, 0, .6f, 0};
        assertThat(decoder.decode(map, 0, 3, 4)).isEqualTo(new Peak(2.25, 1.25, .8f));
    }

    @Test
    void staysInTheMiddleBetweenEqualNeighbours() {
        float[] map = {
            0, .3f, 0,
            .1f, .9f, .1f,
            0, .1f, 0};
        assertThat(decoder.decode(map, 0, 3, 3)).isEqualTo(new Peak(1, .75, .9f));
    }

    @Test
    void staysOnTheEdgeOfTheMap() {
        float[] map = {.9f, .8f, 0, .7f, 0, 0};
        assertThat(decoder.decode(map, 0, 2, 3)).isEqualTo(new Peak(0, 0, .9f));
    }

    @Test
    void readsTheMapThatBeginsAtTheOffset() {
        float[] maps = {1, 0, 0, 0, /* second: */ 0, 0, 0, .5f};
        assertThat(decoder.decode(maps, 4, 2, 2)).isEqualTo(new Peak(1, 1, .5f));
    }

    @Test
    void keepsScoresWithinBounds() {
        assertThat(decoder.decode(new float[] {1.2f}, 0, 1, 1).score()).isEqualTo(1);
        assertThat(decoder.decode(new float[] {-.2f}, 0, 1, 1).score()).isZero();
        assertThat(decoder.decode(new float[] {Float.NaN, Float.NaN}, 0, 1, 2)).isEqualTo(new Peak(0, 0, 0));
    }
}
