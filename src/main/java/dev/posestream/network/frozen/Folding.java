package dev.posestream.network.frozen;

import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Graph;
import dev.posestream.network.graph.Normalization;
import dev.posestream.network.graph.Operation;
import dev.posestream.network.graph.Operation.Affine;
import dev.posestream.network.graph.Operation.Convolution;
import dev.posestream.network.graph.Operation.DynamicConvolution;
import dev.posestream.network.graph.Parameter;
import dev.posestream.network.graph.Wiring;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Batch norms, and sums of a feature with itself, become factors and shifts, and these go into the weights of the convolution before them, where
 * there is one. A bias that a softmax over positions takes away again is dropped.
 */
final class Folding {

    private final Constants constants;
    private final Wiring wiring;
    /** By the id of what they make. */
    private final Map<Integer, Operation> written = new HashMap<>();
    private final List<Integer> order = new ArrayList<>();

    private Folding(Graph graph, Constants constants) {
        this.constants = constants;
        wiring = new Wiring(graph);
    }

    static Graph folded(Graph graph, Constants constants) {
        Folding folding = new Folding(graph, constants);
        graph.operations().forEach(folding::add);
        List<Operation> operations = folding.order.stream().filter(folding.written::containsKey).map(folding.written::get).toList();
        return new Graph(graph.name(), graph.input(), graph.outputs(), operations, graph.parameters());
    }

    private void add(Operation operation) {
        if (operation instanceof Operation.BatchNorm norm) {
            addAffine(affine(norm));
        } else if (operation instanceof Operation.Add sum && sum.first().equals(sum.second())) {
            addAffine(doubled(sum));
        } else if (operation instanceof Convolution it && it.bias().isPresent() && feedsPositionSoftmax(it)) {
            put(new Convolution(it.input(), it.output(), it.weight(), Optional.empty(), it.stride(), it.groups()));
        } else {
            put(operation);
        }
    }

    private void put(Operation operation) {
        int id = operation.outputs().get(0).id();
        written.put(id, operation);
        order.add(id);
    }

    private boolean feedsPositionSoftmax(Convolution it) {
        return wiring.onlyReader(it.output()).filter(Operation.PositionSoftmax.class::isInstance).isPresent();
    }

    private void addAffine(Affine affine) {
        Feature before = affine.input();
        Operation maker = wiring.onlyReader(before).isPresent() ? written.get(before.id()) : null;
        if (maker instanceof Convolution it) {
            written.remove(before.id());
            put(new Convolution(it.input(), affine.output(), scaled(it.weight(), 0, affine), Optional.of(shifted(it.weight(), it.bias(), affine)),
                    it.stride(), it.groups()));
        } else if (maker instanceof DynamicConvolution it) {
            written.remove(before.id());
            put(new DynamicConvolution(it.input(), it.attention(), affine.output(), scaled(it.bank(), 1, affine),
                    Optional.of(shifted(it.bank(), it.bias(), affine)), it.stride(), it.groups()));
        } else {
            put(affine);
        }
    }

    private Affine affine(Operation.BatchNorm norm) {
        Normalization by = norm.by();
        List<Integer> shape = by.scale().shape();
        Parameter scale = constants.computed(derived(by.scale(), "factor"), shape, () -> factors(by));
        Parameter shift = constants.computed(derived(by.scale(), "shift"), shape, () -> {
            float[] factors = factors(by);
            float[] means = constants.value(by.mean());
            float[] shifts = constants.value(by.shift()).clone();
            for (int c = 0; c < shifts.length; c++) {
                shifts[c] -= means[c] * factors[c];
            }
            return shifts;
        });
        return new Affine(norm.input(), norm.output(), scale, shift);
    }

    private float[] factors(Normalization by) {
        float[] scale = constants.value(by.scale());
        float[] variance = constants.value(by.variance());
        float[] factors = new float[scale.length];
        for (int c = 0; c < factors.length; c++) {
            factors[c] = (float) (scale[c] / Math.sqrt(variance[c] + Normalization.EPSILON));
        }
        return factors;
    }

    private Affine doubled(Operation.Add sum) {
        int channels = sum.output().channels();
        String name = "sum" + sum.output().id();
        Parameter two = constants.computed(name + ".factor", List.of(channels), () -> filled(channels, 2));
        Parameter zero = constants.computed(name + ".shift", List.of(channels), () -> filled(channels, 0));
        return new Affine(sum.first(), sum.output(), two, zero);
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }

    /** @param axis of the weight that counts output channels */
    private Parameter scaled(Parameter weight, int axis, Affine by) {
        int channels = weight.shape().get(axis);
        Parameter factor = by.scale();
        return constants.computed(folded(weight.name()), weight.shape(), () -> {
            float[] values = constants.value(weight).clone();
            float[] factors = constants.value(factor);
            int perChannel = values.length / channels / (axis == 0 ? 1 : weight.shape().get(0));
            for (int i = 0; i < values.length; i++) {
                values[i] *= factors[i / perChannel % channels];
            }
            return values;
        });
    }

    private Parameter shifted(Parameter weight, Optional<Parameter> bias, Affine by) {
        return constants.computed(folded(bias.map(Parameter::name).orElse(derived(weight, "bias"))), by.shift().shape(), () -> {
            float[] values = constants.value(by.shift()).clone();
            if (bias.isPresent()) {
                float[] before = constants.value(bias.get());
                float[] factors = constants.value(by.scale());
                for (int c = 0; c < values.length; c++) {
                    values[c] += before[c] * factors[c];
                }
            }
            return values;
        });
    }

    /** A name that no checkpoint has, as the value is another one. */
    private static String folded(String name) {
        return name + "*";
    }

    /** {@code a.b.weight} to {@code a.b.suffix}. */
    private static String derived(Parameter weight, String suffix) {
        return weight.name().substring(0, weight.name().lastIndexOf('.') + 1) + suffix;
    }
}
