package dev.posestream.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.posestream.inference.StartedOnnxRuntime;
import dev.posestream.network.ModelDescription;
import dev.posestream.network.ModelDescription.Decoder;
import dev.posestream.network.ModelDescription.Task;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.PersonShape;
import dev.posestream.network.TensorInfo;
import dev.posestream.network.checkpoint.Checkpoint;
import dev.posestream.network.dite.DiteHrNet;
import dev.posestream.network.frozen.FrozenGraph;
import dev.posestream.network.graph.Graph;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    @CsvSource({"18, 64, 64, 5, 2", "30, 96, 64, 3, 1"})
    void givesTheHeatmapsOfTheReference(int depth, int height, int width, int keypoints, int batch) throws Exception {
        float[] expected = reference("dite-hrnet-" + depth + "-" + height + "x" + width + "-" + keypoints + ".f32");
        assertThatGives(new DiteHrNet(depth, height, width, keypoints), batch, Map.of("heatmaps", expected));
    }

    /** The references were computed likewise, with tail, attention and head written in PyTorch after their papers and the authors' code. */
    @ParameterizedTest
    @CsvSource({
        "dite-hrnet-18-pan, 96, 64, 2",
        "dite-hrnet-30-pan-att, 64, 96, 2",
        "dite-hrnet-18-center, 96, 64, 0",
        "dite-hrnet-18-pan-att-center, 64, 96, 0"})
    void givesTheOutputsOfTheReferenceInEveryPartOfAVariant(String arch, int height, int width, int keypoints) throws Exception {
        Map<String, float[]> expected = new HashMap<>();
        for (String output : keypoints == 0 ? List.of("centers", "sizes") : List.of("heatmaps")) {
            expected.put(output, reference(arch + "-" + height + "x" + width + "-" + output + ".f32"));
        }
        assertThatGives(DiteHrNet.of(arch, height, width, keypoints), 2, expected);
    }

    /** That they do is seen above. */
    @ParameterizedTest
    @ValueSource(strings = {"dite-hrnet-18", "dite-hrnet-30", "dite-hrnet-18-pan", "dite-hrnet-18-pan-att"})
    void sayThatTheyTakeAnyBatchSize(String arch) {
        assertThat(fresh(DiteHrNet.of(arch, 32, 64, 17)).outputs()).extracting(TensorInfo::toString).containsExactly("heatmaps: float [?, 17, 8, 16]");
    }

    /** A tenth is the prior that CenterNet begins with. */
    @ParameterizedTest
    @ValueSource(strings = {"dite-hrnet-18-center", "dite-hrnet-18-pan-att-center"})
    void givesCentersAndSizesForAnyBatchSizeAndBeginsWithFewAndSmallOnes(String arch) throws Exception {
        OnnxFile onnx = fresh(DiteHrNet.of(arch, 32, 64, 0));
        assertThat(onnx.outputs()).extracting(TensorInfo::toString)
                .containsExactly("centers: float [?, 1, 8, 16]", "sizes: float [?, 4, 8, 16]");
        List<Map<String, float[]>> outputs = run(onnx, 32, 64, input(1, 32, 64), input(3, 32, 64));
        for (int i = 0; i < 2; i++) {
            int batch = List.of(1, 3).get(i);
            float[] centers = outputs.get(i).get("centers");
            float[] sizes = outputs.get(i).get("sizes");
            assertThat(centers).hasSize(batch * 8 * 16).usingComparatorWithPrecision(0.01f).containsOnly(0.1f);
            assertThat(sizes).hasSize(batch * 4 * 8 * 16).usingComparatorWithPrecision(1f).containsOnly(16);
        }
    }

    @Test
    void isAPersonModelWithTheCenterHead() throws Exception {
        ModelDescription person = new ModelDescription("made", Task.PERSON, Decoder.CENTER, 1, List.of(0., 0., 0.), List.of(1., 1., 1.), 1, 0,
                Optional.empty(), "none", "made for a test");
        OnnxFile onnx = fresh(DiteHrNet.of("dite-hrnet-18-center", 64, 96, 0)).describe(person);
        assertThat(PersonShape.of(onnx, onnx.description())).isEqualTo(new PersonShape(64, 96));
    }

    private static void assertThatGives(DiteHrNet network, int batch, Map<String, float[]> expected) throws Exception {
        Graph graph = network.graph();
        Checkpoint checkpoint = Checkpoint.of("made", MadeWeights.of(graph), graph);
        float[] many = input(batch, network.height(), network.width());
        float[] one = input(1, network.height(), network.width());
        Map<String, float[]> first = new HashMap<>();
        expected.forEach((name, values) -> first.put(name, Arrays.copyOf(values, values.length / batch)));

        assertThatAreEqual(Form.EXPORTED, run(Form.EXPORTED.write(graph, checkpoint, batch), network.height(), network.width(), many).get(0), expected);
        assertThatAreEqual(Form.BLOCKED, run(Form.BLOCKED.write(graph, checkpoint, 1), network.height(), network.width(), one).get(0), first);
        for (Form form : List.of(Form.TRAINING, Form.SERVING)) {
            List<Map<String, float[]>> outputs = run(form.write(graph, checkpoint, batch), network.height(), network.width(), many, one);
            assertThatAreEqual(form, outputs.get(0), expected);
            assertThatAreEqual(form, outputs.get(1), first);
        }
    }

    private static void assertThatAreEqual(Form form, Map<String, float[]> found, Map<String, float[]> expected) {
        assertThat(found).as(form.name()).containsOnlyKeys(expected.keySet());
        expected.forEach((name, values) -> assertThatAreEqual(form + " " + name, found.get(name), values));
    }

    private static void assertThatAreEqual(String name, float[] found, float[] expected) {
        assertThat(found).as(name).hasSameSizeAs(expected);
        double scale = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            scale = Math.max(scale, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - found[i]));
        }
        assertThat(scale).isGreaterThan(0.1);
        assertThat(difference).as("largest difference, of %s up to %f", name, scale).isCloseTo(0, within(2e-5 * scale));
    }

    private static OnnxFile fresh(DiteHrNet network) {
        Graph graph = network.graph();
        return TrainingForm.write(graph, Checkpoint.fresh(graph, new Random(1)));
    }

    /** A smaller batch is the beginning of a larger one. */
    private static float[] input(int batch, int height, int width) {
        return MadeWeights.numbers("input", batch * 3 * height * width);
    }

    /** One session, as making it takes longer than running it. @return for each input the outputs by name */
    private static List<Map<String, float[]>> run(OnnxFile onnx, int height, int width, float[]... inputs) throws Exception {
        OrtEnvironment environment = StartedOnnxRuntime.environment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            // The graph as it is written; making a faster one of it takes seconds.
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            // Or it warns of every entry that only a trainer reads.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            List<Map<String, float[]>> outputs = new ArrayList<>();
            try (OrtSession session = environment.createSession(onnx.bytes(), options)) {
                for (float[] input : inputs) {
                    outputs.add(run(environment, session, input, height, width));
                }
            }
            return outputs;
        }
    }

    private static Map<String, float[]> run(OrtEnvironment environment, OrtSession session, float[] input, int height, int width) throws Exception {
        long batch = input.length / (3L * height * width);
        Map<String, float[]> outputs = new HashMap<>();
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), new long[] {batch, 3, height, width});
                OrtSession.Result result = session.run(Map.of("image", tensor))) {
            for (Map.Entry<String, OnnxValue> output : result) {
                FloatBuffer values = ((OnnxTensor) output.getValue()).getFloatBuffer();
                float[] numbers = new float[values.remaining()];
                values.get(numbers);
                outputs.put(output.getKey(), numbers);
            }
        }
        return outputs;
    }

    private static int blockHere() throws Exception {
        OrtEnvironment environment = StartedOnnxRuntime.environment();
        try (OrtSession session = environment.createSession(BlockProbe.model().bytes());
                OnnxTensor image = OnnxTensor.createTensor(environment, FloatBuffer.allocate(3 * BlockProbe.SIDE * BlockProbe.SIDE),
                        new long[] {1, 3, BlockProbe.SIDE, BlockProbe.SIDE});
                OrtSession.Result result = session.run(Map.of("image", image))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().remaining() / BlockProbe.BLOCKS;
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
