package dev.posestream.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posestream.pose.Box;
import org.junit.jupiter.api.Test;

class CenterDecoderTest {

    private static final int ROWS = 8;
    private static final int COLUMNS = 10;

    private final float[] centers = new float[ROWS * COLUMNS];
    private final float[] sizes = new float[4 * ROWS * COLUMNS];
    private final CenterDecoder decoder = new CenterDecoder(0.3, 0.65);

    private void person(int x, int y, float score, float left, float top, float right, float bottom) {
        int cell = y * COLUMNS + x;
        centers[cell] = score;
        float[] sides = {left, top, right, bottom};
        for (int i = 0; i < 4; i++) {
            sizes[i * ROWS * COLUMNS + cell] = sides[i];
        }
    }

    @Test
    void readsABoxFromItsCentreAndFourDistances() {
        person(5, 3, .75f, 6, 10, 8, 12);
        assertThat(decoder.decode(centers, sizes, ROWS, COLUMNS))
                .containsExactly(new Detection(new Box(14, 2, 14, 22), .75));
    }

    @Test
    void takesOnlyTheHighestOfAWindow() {
        person(5, 3, .5f, 4, 4, 4, 4);
        person(6, 4, .9f, 4, 4, 4, 4);
        assertThat(decoder.decode(centers, sizes, ROWS, COLUMNS)).singleElement().extracting(d -> d.box().x()).isEqualTo(20.0);
    }

    @Test
    void sortsByScoreAndLeavesOutWhatIsBelowTheThreshold() {
        person(1, 1, .5f, 2, 2, 2, 2);
        person(5, 5, .75f, 2, 2, 2, 2);
        person(8, 2, .25f, 2, 2, 2, 2);
        assertThat(decoder.decode(centers, sizes, ROWS, COLUMNS)).extracting(Detection::score).containsExactly(.75, .5);
    }

    @Test
    void dropsTheWorseOfTwoBoxesOfOnePerson() {
        person(4, 3, .9f, 10, 10, 10, 10);
        person(6, 3, .8f, 18, 10, 2, 10);
        // The same box from two cells, then one shifted by half its width: IoU 1/3.
        assertThat(decoder.decode(centers, sizes, ROWS, COLUMNS)).hasSize(1);
        person(6, 3, .8f, 8, 10, 12, 10);
        assertThat(decoder.decode(centers, sizes, ROWS, COLUMNS)).hasSize(2);
    }

    @Test
    void ignoresWhatIsNoBox() {
        person(2, 2, .9f, -4, 4, 2, 4);
        person(5, 5, .9f, Float.NaN, 4, 4, 4);
        person(8, 2, .9f, Float.POSITIVE_INFINITY, 4, 4, 4);
        person(0, 7, Float.NaN, 4, 4, 4, 4);
        assertThat(decoder.decode(centers, sizes, ROWS, COLUMNS)).isEmpty();
    }
}
