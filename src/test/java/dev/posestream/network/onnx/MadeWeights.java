package dev.posestream.network.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.posestream.network.checkpoint.Tensor;
import dev.posestream.network.graph.Graph;
import dev.posestream.network.graph.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Weights made by a formula out of their names, the same wherever it is written, so that a reference needs no checkpoint: number i of a
 * parameter is a hash of CRC-32(name) and i in -1..1 (the finaliser of MurmurHash3), scaled by what the parameter is for.
 */
public final class MadeWeights {

    private static final double GAIN = 0.5;

    /** Of the variants' parts, in which so many convolutions end in ReLU that a smaller one would leave little (He et al., ICCV 2015). */
    private static final double RECTIFIED_GAIN = 6;

    private MadeWeights() {}

    public static Map<String, Tensor> of(Graph network) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Parameter parameter : network.parameters()) {
            tensors.put(parameter.name(), parameter.kind() == Parameter.Kind.COUNTER ? new Tensor.Longs(List.of(), new long[1])
                    : new Tensor.Floats(parameter.shape(), values(parameter)));
        }
        return tensors;
    }

    /** Numbers in -1..1. */
    public static float[] numbers(String name, int count) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(UTF_8));
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            int h = (int) crc.getValue() ^ i * 0x9E3779B9;
            h ^= h >>> 16;
            h *= 0x85ebca6b;
            h ^= h >>> 13;
            h *= 0xc2b2ae35;
            h ^= h >>> 16;
            numbers[i] = (float) (Integer.toUnsignedLong(h) / 0x1p31 - 1);
        }
        return numbers;
    }

    private static float[] values(Parameter parameter) {
        float[] values = numbers(parameter.name(), Math.toIntExact(parameter.size()));
        List<Integer> shape = parameter.shape();
        String name = parameter.name();
        for (int i = 0; i < values.length; i++) {
            double v = values[i];
            values[i] = (float) (name.endsWith("running_var") ? 1 + .3 * v : name.endsWith("running_mean") || name.endsWith(".bias") ? .1 * v
                    : shape.size() == 1 ? 1 + .2 * v : v * Math.sqrt(gain(name) / fanIn(shape)));
        }
        return values;
    }

    private static double gain(String name) {
        return name.startsWith("neck.") || name.startsWith("center_head.") ? RECTIFIED_GAIN : GAIN;
    }

    private static double fanIn(List<Integer> shape) {
        return shape.subList(shape.size() == 5 ? 2 : 1, shape.size()).stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
    }
}
