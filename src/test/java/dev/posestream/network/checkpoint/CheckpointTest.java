package dev.posestream.network.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.posestream.network.dite.DiteHrNet;
import dev.posestream.network.graph.Graph;
import dev.posestream.network.graph.Parameter;
import dev.posestream.network.graph.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    private static final Graph NETWORK = Scope.write("tiny", 3, 32, 32, (root, x) -> List.of(new Graph.Output("y",
            root.at("backbone").at("bn").batchNorm(root.at("backbone").at("conv").convolution(x, 2, 1, 1, 1)))));

    @ParameterizedTest
    @ValueSource(strings = {"", "module.", "model.", "module.model."})
    void leavesPrefixesOfWrappersAside(String prefix) throws Exception {
        Map<String, Tensor> found = new LinkedHashMap<>();
        entries().forEach((name, tensor) -> found.put(prefix + name, tensor));
        assertThat(Checkpoint.of("file", found, NETWORK).values()).usingRecursiveComparison().isEqualTo(entries());
    }

    @Test
    void addsTheBackbonesPrefixAndForgottenCounters() throws Exception {
        Map<String, Tensor> found = new LinkedHashMap<>();
        entries().forEach((name, tensor) -> found.put(name.replace("backbone.", ""), tensor));
        Tensor.Longs counter = (Tensor.Longs) found.remove("bn.num_batches_tracked");
        Map<String, Tensor> values = Checkpoint.of("file", found, NETWORK).values();
        assertThat(values.keySet()).containsExactlyElementsOf(entries().keySet());
        assertThat(((Tensor.Longs) values.get("backbone.bn.num_batches_tracked")).values()).containsExactly(0).isEqualTo(counter.values());
    }

    @Test
    void sumsUpWhatDoesNotFitAndNamesEveryEntryAsTheFileDoes() {
        Map<String, Tensor> found = entries();
        found.remove("backbone.bn.bias");
        found.put("backbone.bn.weight", floats(3));
        found.put("backbone.bn.num_batches_tracked", floats());
        found.put("module.extra", floats(1, 2));
        found.put("module.backbone.bn.running_var", floats(2));
        assertThatThrownBy(() -> Checkpoint.of("some.pth", found, NETWORK)).isInstanceOfSatisfying(BadCheckpointException.class, e -> {
            assertThat(e.getMessage().lines().findFirst()).hasValue(
                    "some.pth does not fit tiny: of its 7 entries 2 of another shape or kind, 2 unexpected; 1 missing:");
            assertThat(e.problems()).containsExactly(
                    "backbone.bn.bias is missing, expected shape [2]",
                    "backbone.bn.weight has shape [3], expected [2]",
                    "backbone.bn.num_batches_tracked holds floating-point numbers, expected the other kind",
                    "module.backbone.bn.running_var stands for the same as backbone.bn.running_var, expected one of them",
                    "module.extra is not expected, shape [1, 2]");
            assertThat(e.with("it looks like another").getMessage()).contains("1 missing; it looks like another:\n").contains("module.extra is not expected");
        });
    }

    /** As the authors' init_weights leaves the network: every convolution normal with deviation 0.001, banks He-uniform, norms 1 and 0. */
    @Test
    void beginsAsTheAuthorsDo() {
        Graph network = new DiteHrNet(18, 64, 64, 17).graph();
        Map<String, Tensor> values = Checkpoint.fresh(network, new Random(0)).values();
        for (Parameter parameter : network.parameters()) {
            String name = parameter.name();
            if (parameter.kind() == Parameter.Kind.COUNTER) {
                assertThat(((Tensor.Longs) values.get(name)).values()).containsExactly(0);
            } else if (name.endsWith(".bias") || name.endsWith(".running_mean")) {
                assertThat(((Tensor.Floats) values.get(name)).values()).as(name).containsOnly(0);
            } else if (parameter.shape().size() == 1) {
                assertThat(((Tensor.Floats) values.get(name)).values()).as(name).containsOnly(1);
            }
        }
        float[] convolution = ((Tensor.Floats) values.get("backbone.transition2.3.0.2.weight")).values();
        double squares = 0;
        for (float value : convolution) {
            squares += value * value;
        }
        assertThat(Math.sqrt(squares / convolution.length)).isCloseTo(0.001, within(0.00002));

        float[] bank = ((Tensor.Floats) values.get("backbone.stage1.0.layers.0.conv.1.conv.0.conv.aggregation.weight")).values();
        double largest = 0;
        for (float value : bank) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(largest).as("the bound of a depthwise 3x3 kernel").isLessThanOrEqualTo(Math.sqrt(6.0 / 9)).isCloseTo(Math.sqrt(6.0 / 9), within(0.01));
    }

    private static Map<String, Tensor> entries() {
        Map<String, Tensor> entries = new LinkedHashMap<>();
        Checkpoint.fresh(NETWORK, new Random(0)).values().forEach(entries::put);
        return entries;
    }

    private static Tensor floats(Integer... shape) {
        int count = List.of(shape).stream().reduce(1, (a, b) -> a * b);
        return new Tensor.Floats(List.of(shape), new float[count]);
    }
}
