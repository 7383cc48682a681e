package dev.posestream.evaluation.bench;

import dev.posestream.network.checkpoint.BadCheckpointException;
import dev.posestream.network.checkpoint.Checkpoint;
import dev.posestream.network.checkpoint.Tensor;
import dev.posestream.network.graph.Graph;
import dev.posestream.network.graph.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Weights that keep features at about the size of the input. Those from which training begins are so small that untrained features become
 * denormal numbers, on which a CPU is many times slower.
 */
final class NoiseWeights {

    private NoiseWeights() {}

    static Checkpoint of(Graph network) {
        Random random = new Random(0);
        Map<String, Tensor> tensors = new LinkedHashMap<>(Checkpoint.fresh(network, random).values());
        for (Parameter parameter : network.parameters()) {
            if (parameter.shape().size() > 1 && tensors.get(parameter.name()) instanceof Tensor.Floats floats) {
                tensors.put(parameter.name(), new Tensor.Floats(parameter.shape(), noise(floats.values().length, fanIn(parameter.shape()), random)));
            }
        }
        try {
            return Checkpoint.of("noise", tensors, network);
        } catch (BadCheckpointException e) {
            throw new IllegalStateException(e);
        }
    }

    private static float[] noise(int count, int fanIn, Random random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() / Math.sqrt(fanIn));
        }
        return values;
    }

    /** Inputs to one output: of [out, in, k, k], or of a bank [n, out, in, k, k]. */
    private static int fanIn(List<Integer> shape) {
        return shape.subList(shape.size() - 3, shape.size()).stream().reduce(1, Math::multiplyExact);
    }
}
