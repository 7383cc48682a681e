package dev.posestream.network.frozen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.posestream.network.checkpoint.Checkpoint;
import dev.posestream.network.dite.DiteHrNet;
import dev.posestream.network.graph.Graph;
import dev.posestream.network.graph.Operation;
import dev.posestream.network.graph.Parameter;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrozenGraphTest {

    /** As counted on the authors' network with the path from the finest branch, which their code runs twice, counted once. */
    @ParameterizedTest
    @CsvSource({"18, 199.4", "30, 314.3"})
    void doesNotComputeTheFinestBranchesPathTwice(int depth, double expectedMillions) {
        Graph network = new DiteHrNet(depth, 256, 192, 17).graph();
        FrozenGraph frozen = FrozenGraph.of(network, Checkpoint.fresh(network, new Random(0)));
        assertThat(frozen.graph().multiplyAdds() / 1e6).isCloseTo(expectedMillions, within(.05));
    }

    @Test
    void hasNoBatchNormLeftAndNoFactorThatAConvolutionCouldTake() {
        Graph network = new DiteHrNet(18, 64, 64, 17).graph();
        FrozenGraph frozen = FrozenGraph.of(network, Checkpoint.fresh(network, new Random(0)));
        assertThat(frozen.graph().operations()).noneMatch(Operation.BatchNorm.class::isInstance);
        Map<Integer, Operation> makers = new HashMap<>();
        frozen.graph().operations().forEach(operation -> operation.outputs().forEach(feature -> makers.put(feature.id(), operation)));
        assertThat(frozen.graph().operations()).filteredOn(Operation.Affine.class::isInstance)
                .noneMatch(affine -> makers.get(affine.inputs().get(0).id()) instanceof Operation.Convolution);
    }

    @Test
    void isRestoredFromTheValuesOfItsConstants() {
        Graph network = new DiteHrNet(18, 64, 64, 17).graph();
        FrozenGraph frozen = FrozenGraph.of(network, Checkpoint.fresh(network, new Random(0)));
        Map<String, float[]> values = new HashMap<>();
        frozen.graph().parameters().forEach(constant -> values.put(constant.name(), frozen.value(constant)));

        FrozenGraph restored = FrozenGraph.restored(network, values);
        assertThat(restored.graph().operations()).isEqualTo(frozen.graph().operations());
        assertThat(restored.graph().parameters()).allSatisfy(constant -> assertThat(restored.value(constant)).isEqualTo(frozen.value(constant)));

        Parameter any = frozen.graph().parameters().get(7);
        values.remove(any.name());
        assertThatThrownBy(() -> FrozenGraph.restored(network, values)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(any.name());
    }
}
