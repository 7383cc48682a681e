package dev.posestream.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                .hasMessageContaining("begins like neither; expected a whole JPEG or PNG");
    }

    @ParameterizedTest
    @CsvSource({"61680, 61680", "16385, 1", "1, 16385", "16384, 3907", "8001, 8000"})
    void refusesToDecodeMorePixelsThanACameraGives(int width, int height) {
        assertThatThrownBy(() -> Image.decode(jpegThatDeclares(width, height))).isInstanceOf(BadImageException.class)
                .hasMessageContainingAll(width + "x" + height, "16384 a side", "64 megapixels");
        assertThatThrownBy(() -> Image.decode(pngThatDeclares(width, height))).isInstanceOf(BadImageException.class)
                .hasMessageContainingAll(width + "x" + height, "16384 a side", "64 megapixels");
    }

    @Test
    void refusesAPngOfTheLargestSizeItCanDeclare() {
        assertThatThrownBy(() -> Image.decode(pngThatDeclares(-1, -1))).isInstanceOf(BadImageException.class)
                .hasMessageContaining("4294967295x4294967295");
    }

    @Test
    void decodesThePictureOfAnEightKCamera() throws Exception {
        try (Image image = Image.decode(TestPictures.plain(7680, 4320, "jpeg"))) {
            assertThat(image.width()).isEqualTo(7680);
        }
    }

    /** ITU-T T.81, B.2.2: after marker, length and precision come the number of lines and the samples of a line. */
    private static byte[] jpegThatDeclares(int width, int height) {
        byte[] jpeg = TestPictures.textured(64, 64, "jpeg");
        int sof = 2;
        while ((jpeg[sof + 1] & 0xff) != 0xc0) {
            sof += 2 + ByteBuffer.wrap(jpeg).getChar(sof + 2);
        }
        ByteBuffer.wrap(jpeg).putChar(sof + 5, (char) height).putChar(sof + 7, (char) width);
        return jpeg;
    }

    /** PNG specification, 11.2.2: IHDR comes first and begins with width and height, four bytes each. */
    private static byte[] pngThatDeclares(int width, int height) {
        byte[] png = TestPictures.textured(64, 64, "png");
        ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
        return png;
    }
}
