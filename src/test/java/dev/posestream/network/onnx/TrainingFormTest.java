package dev.posestream.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.checkpoint.Checkpoint;
import dev.posestream.network.dite.DiteHrNet;
import dev.posestream.network.graph.Graph;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingFormTest {

    /** The references were computed in float64 by a PyTorch network that gives the authors' heatmaps to 6e-13, on the same weights and input. */
    @ParameterizedTest
    @CsvSource({"18, 64, 64, 5, 2", "30, 96, 64, 3, 1"})
    void givesTheHeatmapsOfTheReference(int depth, int height, int width, int keypoints, int batch) throws Exception {
        DiteHrNet network = new DiteHrNet(depth, height, width, keypoints);
        Graph graph = network.graph();
        OnnxFile onnx = TrainingForm.write(graph, Checkpoint.of("made", MadeWeights.of(graph), graph));
        float[] input = MadeWeights.numbers("input", batch * 3 * height * width);
        float[] expected = reference("dite-hrnet-" + depth + "-" + height + "x" + width + "-" + keypoints + ".f32");

        float[] heatmaps = run(onnx, input, batch, height, width);
        assertThat(heatmaps).hasSameSizeAs(expected);
        double scale = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            scale = Math.max(scale, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - heatmaps[i]));
        }
        assertThat(scale).isGreaterThan(0.1);
        assertThat(difference).as("largest difference, of heatmaps up to %f", scale).isCloseTo(0, within(2e-5 * scale));

        float[] alone = run(onnx, Arrays.copyOf(input, 3 * height * width), 1, height, width);
        assertThat(alone).hasSize(expected.length / batch);
        for (int i = 0; i < alone.length; i++) {
            assertThat((double) alone[i]).isCloseTo(expected[i], within(2e-5 * scale));
        }
    }

    private static float[] run(OnnxFile onnx, float[] input, int batch, int height, int width) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(onnx.bytes(), options);
                    OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), new long[] {batch, 3, height, width});
                    OrtSession.Result result = session.run(Map.of("image", tensor))) {
                FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] heatmaps = new float[values.remaining()];
                values.get(heatmaps);
                return heatmaps;
            }
        }
    }

    private static float[] reference(String name) throws Exception {
        try (InputStream in = TrainingFormTest.class.getResourceAsStream("/dite-hrnet/" + name)) {
            FloatBuffer values = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
            float[] reference = new float[values.remaining()];
            values.get(reference);
            return reference;
        }
    }
}
