package dev.posestream.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.posestream.network.ModelCatalog;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.checkpoint.Checkpoint;
import dev.posestream.network.dite.DiteHrNet;
import dev.posestream.network.graph.Graph;
import dev.posestream.network.onnx.Form;
import dev.posestream.network.onnx.MadeWeights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockedModelTest {

    private static final int HEIGHT = 64;
    private static final int WIDTH = 96;
    private static final int BATCH = 3;

    /** On x64 CPUs and on 64-bit ARM, ONNX Runtime has blocks. */
    @ParameterizedTest
    @EnumSource(Form.class)
    void givesForEachPictureOfABatchWhatTheModelGives(Form form) throws Exception {
        OnnxFile model = model("dite-hrnet-18", form);
        Optional<OnnxFile> blocked = BlockedModel.of(model);
        assertThat(blocked).isPresent();

        try (LoadedNetwork plain = OnnxRuntimeEngine.load(model, Device.CPU); NetworkRunner expected = plain.newRunner();
             LoadedNetwork network = new OneAtATime(OnnxRuntimeEngine.load(blocked.get(), Device.CPU)); NetworkRunner runner = network.newRunner()) {
            List<FloatBuffer> whole = expected.run(input(), BATCH, HEIGHT, WIDTH);
            List<FloatBuffer> oneByOne = runner.run(input(), BATCH, HEIGHT, WIDTH);
            assertThat(oneByOne).hasSameSizeAs(whole);
            assertThat(oneByOne.get(0).remaining()).isEqualTo(whole.get(0).remaining()).isEqualTo(BATCH * 17 * HEIGHT / 4 * WIDTH / 4);
            double largest = 0;
            for (int i = 0; i < whole.get(0).remaining(); i++) {
                largest = Math.max(largest, Math.abs(whole.get(0).get(i)));
            }
            for (int i = 0; i < whole.get(0).remaining(); i++) {
                assertThat(oneByOne.get(0).get(i)).isCloseTo(whole.get(0).get(i), within((float) (1e-4 * largest)));
            }
        }
    }

    @Test
    void leavesAloneWhatIsNoNetworkOfOurs() throws Exception {
        assertThat(BlockedModel.of(ModelCatalog.open("movenet-lightning"))).isEmpty();
    }

    @Test
    void leavesAloneWhatIsNotTheNetworkThatItSaysItIs() throws Exception {
        OnnxFile other = model("dite-hrnet-18", Form.SERVING).ofArchitecture("dite-hrnet-30", Form.SERVING.label());
        assertThat(BlockedModel.of(other)).isEmpty();
        assertThat(BlockedModel.of(other.ofArchitecture("resnet-50", Form.SERVING.label()))).isEmpty();
    }

    private static OnnxFile model(String arch, Form form) throws Exception {
        Graph graph = DiteHrNet.of(arch, HEIGHT, WIDTH, 17).graph();
        return form.write(arch, graph, Checkpoint.of("made", MadeWeights.of(graph), graph));
    }

    private static FloatBuffer input() {
        float[] numbers = MadeWeights.numbers("input", BATCH * 3 * HEIGHT * WIDTH);
        return ByteBuffer.allocateDirect(numbers.length * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer().put(numbers).flip();
    }
}
