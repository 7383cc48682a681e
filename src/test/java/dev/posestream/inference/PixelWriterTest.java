package dev.posestream.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.posestream.network.TinyOnnx;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;

class PixelWriterTest {

    @Test
    void writesNormalisedPlanesOfRedGreenAndBlue() {
        float[] pixels = new float[3 * 2 * 5];
        try (Scalar blueGreenRed = new Scalar(0, 128, 255, 0); Mat picture = new Mat(2, 5, opencv_core.CV_8UC3, blueGreenRed)) {
            new PixelWriter(TinyOnnx.pose()).write(picture, pixels);
        }
        // ImageNet's normalisation: (1 - .485) / .229, (128/255 - .456) / .224, -.406 / .225
        assertThat(pixels[0]).isCloseTo(2.2489f, within(1e-4f));
        assertThat(pixels[9]).isEqualTo(pixels[0]);
        assertThat(pixels[10]).isCloseTo(0.2052f, within(1e-4f));
        assertThat(pixels[29]).isCloseTo(-1.8044f, within(1e-4f));
    }
}
