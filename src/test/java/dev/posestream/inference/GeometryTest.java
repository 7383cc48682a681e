package dev.posestream.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.posestream.pose.Box;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeometryTest {

    @ParameterizedTest
    @CsvSource({
        "1280, 720, 416, 416, 234, 416, 256",
        "640, 480, 416, 416, 312, 416, 320",
        "720, 1280, 416, 234, 416, 256, 416",
        "100, 100, 512, 512, 512, 512, 512",
        "1, 1, 416, 416, 416, 416, 416",
        "10000, 1, 416, 416, 1, 416, 32"})
    void aLetterboxHasItsLongSideAndMultiplesOf32(int w, int h, int side, int scaledW, int scaledH, int width, int height) {
        Letterbox box = Letterbox.withLongSide(w, h, side, 32);
        assertThat(new int[] {box.scaledWidth(), box.scaledHeight(), box.width(), box.height()})
                .containsExactly(scaledW, scaledH, width, height);
    }

    @Test
    void aLetterboxLeadsBackToTheImage() {
        Box box = Letterbox.withLongSide(1280, 640, 320, 32).toImage(new Box(80, 40, 160, 80));
        assertThat(box).isEqualTo(new Box(320, 160, 640, 320));
    }

    @Test
    void aLetterboxFitsIntoAFixedFrame() {
        assertThat(Letterbox.into(1280, 720, 320, 320)).extracting(Letterbox::scaledWidth, Letterbox::scaledHeight, Letterbox::height)
                .containsExactly(320, 180, 320);
    }

    @Test
    void aCropWidensTheBoxToTheAspectOfTheNetwork() {
        // 100x100 seen at 3:4 becomes 100 wide and 133.3 high, times 1.25.
        AffineCrop crop = AffineCrop.around(new Box(50, 50, 100, 100), 192, 256, 1.25);
        assertThat(crop.pixelSize()).isCloseTo(125.0 / 192, within(1e-12));
        assertThat(crop.left()).isCloseTo(37.5, within(1e-9));
        assertThat(crop.imageX(192)).isCloseTo(162.5, within(1e-9));
        assertThat(crop.imageY(128)).isCloseTo(100, within(1e-9));
    }

    @Test
    void aCropOfAnEmptyBoxStaysAtItsPlace() {
        AffineCrop crop = AffineCrop.around(new Box(7, 9, 0, 0), 256, 256, 1.1);
        assertThat(crop.pixelSize()).isPositive();
        assertThat(crop.imageX(128)).isCloseTo(7, within(1e-9));
    }
}
