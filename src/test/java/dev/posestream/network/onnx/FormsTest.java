package dev.posestream.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.checkpoint.Checkpoint;
import dev.posestream.network.dite.DiteHrNet;
import dev.posestream.network.frozen.FrozenGraph;
import dev.posestream.network.graph.Graph;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormsTest {

    /** The ways a network is written as ONNX. */
    enum Form {
        TRAINING, SERVING, EXPORTED, BLOCKED;

        OnnxFile write(Graph graph, Checkpoint checkpoint, int batch) throws Exception {
            return switch (this) {
                case TRAINING -> TrainingForm.write(graph, checkpoint);
                case SERVING -> ServingForm.write(graph, checkpoint);
                case EXPORTED -> ExportedForm.write(graph, checkpoint, batch);
                case BLOCKED -> BlockedForm.write(FrozenGraph.of(graph, checkpoint), blockHere());
            };
        }
    }

    /** The references were computed in float64 by a PyTorch network that gives the authors' heatmaps to 6e-13, on the same weights and input. */
    @ParameterizedTest
    @CsvSource({"TRAINING, 18, 64, 64, 5, 2", "TRAINING, 30, 96, 64, 3, 1", "SERVING, 18, 64, 64, 5, 2", "SERVING, 30, 96, 64, 3, 1",
        "EXPORTED, 18, 64, 64, 5, 2", "EXPORTED, 30, 96, 64, 3, 1", "BLOCKED, 18, 64, 64, 5, 2", "BLOCKED, 30, 96, 64, 3, 1"})
    void givesTheHeatmapsOfTheReference(Form form, int depth, int height, int width, int keypoints, int pictures) throws Exception {
        Graph graph = new DiteHrNet(depth, height, width, keypoints).graph();
        Checkpoint checkpoint = Checkpoint.of("made", MadeWeights.of(graph), graph);
        float[] input = MadeWeights.numbers("input", pictures * 3 * height * width);
        float[] expected = reference("dite-hrnet-" + depth + "-" + height + "x" + width + "-" + keypoints + ".f32");

        if (form != Form.BLOCKED) {
            assertSame(run(form.write(graph, checkpoint, pictures), input, pictures, height, width), expected);
        }
        float[] first = Arrays.copyOf(input, 3 * height * width);
        assertSame(run(form.write(graph, checkpoint, 1), first, 1, height, width), Arrays.copyOf(expected, expected.length / pictures));
    }

    private static void assertSame(float[] heatmaps, float[] expected) {
        assertThat(heatmaps).hasSameSizeAs(expected);
        double scale = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            scale = Math.max(scale, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - heatmaps[i]));
        }
        assertThat(scale).isGreaterThan(0.1);
        assertThat(difference).as("largest difference, of heatmaps up to %f", scale).isCloseTo(0, within(2e-5 * scale));
    }

    private static int blockHere() throws Exception {
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(BlockProbe.model().bytes());
                OnnxTensor one = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.allocate(BlockProbe.CHANNELS), new long[] {1, BlockProbe.CHANNELS, 1, 1});
                OrtSession.Result result = session.run(Map.of("image", one))) {
            return (int) ((OnnxTensor) result.get(0)).getInfo().getShape()[1];
        }
    }

    private static float[] run(OnnxFile onnx, float[] input, int batch, int height, int width) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
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
        try (InputStream in = FormsTest.class.getResourceAsStream("/dite-hrnet/" + name)) {
            FloatBuffer values = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
            float[] reference = new float[values.remaining()];
            values.get(reference);
            return reference;
        }
    }
}
