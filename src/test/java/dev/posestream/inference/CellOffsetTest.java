package dev.posestream.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.posestream.network.ModelDescription;
import dev.posestream.network.ModelDescription.Decoder;
import dev.posestream.network.ModelDescription.Task;
import dev.posestream.network.TinyOnnx;
import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Skeleton;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A network whose heatmaps are the brightness of each patch of 4x4 pixels, on a picture with one bright patch. */
class CellOffsetTest {

    private static final int STRIDE = 4;
    private static final int KEYPOINTS = 17;

    @ParameterizedTest
    @CsvSource({"0, 20, 28", "0.5, 22, 30", "1, 24, 32"})
    void aPeakLiesAtStrideTimesItsCellAndTheOffset(double cellOffset, double x, double y) throws Exception {
        ModelDescription description = new ModelDescription("bright", Task.POSE, Decoder.HEATMAP, 1 / 255.0, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0),
                1.25, cellOffset, Optional.of(Skeleton.COCO17), "Apache-2.0", "a test");
        float[] weights = new float[KEYPOINTS * 3 * STRIDE * STRIDE];
        Arrays.fill(weights, 1f / (3 * STRIDE * STRIDE));
        TinyOnnx network = new TinyOnnx().input("image", -1, 3, 64, 48).output("heatmaps", -1, KEYPOINTS, 16, 12)
                .convolution("image", "heatmaps", 3, KEYPOINTS, STRIDE, weights);
        // With the padding the crop is the whole picture, pixel for pixel.
        Box person = new Box(0, 0, 48, 64).scaled(1 / 1.25);
        try (PoseEstimator estimator = BundledNetworks.pose(network.file().describe(description)); Image image = Image.decode(brightPatch())) {
            List<Keypoint> pose = estimator.estimate(image, List.of(person)).get(0);
            assertThat(pose).isEqualTo(Collections.nCopies(KEYPOINTS, pose.get(0)));
            assertThat(pose.get(0).x()).isCloseTo(x, within(1e-9));
            assertThat(pose.get(0).y()).isCloseTo(y, within(1e-9));
            assertThat(pose.get(0).score()).isCloseTo(1, within(1e-5));
        }
    }

    /** Column 5 and row 7 of the patches. */
    private static byte[] brightPatch() throws Exception {
        BufferedImage picture = new BufferedImage(48, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(5 * STRIDE, 7 * STRIDE, STRIDE, STRIDE);
        pen.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        return png.toByteArray();
    }
}
