package dev.posestream.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTest {

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png"})
    void decodesWholePictures(String format) throws Exception {
        try (Image image = Image.decode(TestPictures.textured(70, 50, format))) {
            assertThat(image.width()).isEqualTo(70);
            assertThat(image.height()).isEqualTo(50);
        }
    }

    @Test
    void decodesABlackPictureAndOneOfOnePixel() throws Exception {
        Image.decode(TestPictures.plain(64, 64, "jpeg")).close();
        Image.decode(TestPictures.plain(1, 1, "png")).close();
    }

    @Test
    void decodesAJpegWithBytesAfterItsEnd() throws Exception {
        byte[] jpeg = TestPictures.textured(64, 64, "jpeg");
        Image.decode(Arrays.copyOf(jpeg, jpeg.length + 100)).close();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 20, 200, 50, 90, 99})
    void refusesAJpegThatIsCutOff(int percentOrBytes) {
        byte[] jpeg = TestPictures.textured(200, 200, "jpeg");
        int length = percentOrBytes < 50 ? percentOrBytes : percentOrBytes == 200 ? 200 : jpeg.length * percentOrBytes / 100;
        assertThatThrownBy(() -> Image.decode(Arrays.copyOf(jpeg, length))).isInstanceOf(BadImageException.class)
                .hasMessageContaining("(" + length + " bytes)");
    }

    @Test
    void refusesAPngThatIsCutOff() {
        byte[] png = TestPictures.textured(50, 50, "png");
        assertThatThrownBy(() -> Image.decode(Arrays.copyOf(png, png.length - 20))).isInstanceOf(BadImageException.class)
                .hasMessageContaining("IEND");
    }

    @Test
    void refusesWhatIsNoPicture() {
        assertThatThrownBy(() -> Image.decode(new byte[0])).isInstanceOf(BadImageException.class).hasMessageContaining("empty");
        assertThatThrownBy(() -> Image.decode("no picture".getBytes(StandardCharsets.UTF_8))).isInstanceOf(BadImageException.class)
                .hasMessageContaining("expected a JPEG or PNG");
    }

    @Test
    void refusesAJpegThatClaimsAnAbsurdSize() {
        byte[] jpeg = TestPictures.textured(64, 64, "jpeg");
        for (int i = 2; i < jpeg.length - 9; i++) {
            if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == 0xc0) {
                Arrays.fill(jpeg, i + 5, i + 9, (byte) 0xf0);
                break;
            }
        }
        assertThatThrownBy(() -> Image.decode(jpeg)).isInstanceOf(BadImageException.class);
    }
}
