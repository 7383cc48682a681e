package dev.posestream.network.onnx;

import static dev.posestream.network.onnx.OnnxBuilder.integer;
import static dev.posestream.network.onnx.OnnxBuilder.list;
import static dev.posestream.network.onnx.OnnxBuilder.real;

import dev.posestream.network.BadModelException;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Graph;
import dev.posestream.network.graph.Normalization;
import dev.posestream.network.graph.Operation;
import dev.posestream.network.graph.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A network as ONNX, operation by operation; every parameter is an initializer of its name. Takes any batch size. */
class PlainForm {

    private static final float MOMENTUM = 0.9f;

    final OnnxBuilder onnx;
    private final Graph network;
    private final Map<Integer, String> names = new HashMap<>();

    PlainForm(Graph network, OnnxBuilder onnx) {
        this.network = network;
        this.onnx = onnx;
    }

    /** The model, with no description in its metadata. To be called once. */
    final OnnxFile file() {
        write();
        try {
            return OnnxFile.of(network.name(), onnx.build("posestream").toByteArray());
        } catch (BadModelException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write() {
        names.put(network.input().id(), "image");
        onnx.input("image", network.input());
        for (Graph.Output output : network.outputs()) {
            names.put(output.feature().id(), output.name());
            onnx.output(output.name(), output.feature());
        }
        network.operations().forEach(this::write);
    }

    /** A parameter with its numbers in their order, and these sizes. */
    String shaped(Parameter parameter, long... sizes) {
        return Arrays.equals(sizes, parameter.shape().stream().mapToLong(Integer::longValue).toArray()) ? parameter.name()
                : onnx.reshaped(parameter.name(), sizes);
    }

    private String asItIs(Parameter parameter) {
        return shaped(parameter, parameter.shape().stream().mapToLong(Integer::longValue).toArray());
    }

    final String name(Feature feature) {
        return names.computeIfAbsent(feature.id(), id -> "f" + id);
    }

    void write(Operation operation) {
        if (operation instanceof Operation.Convolution it) {
            convolution(it);
        } else if (operation instanceof Operation.DynamicConvolution it) {
            dynamicConvolution(it);
        } else if (operation instanceof Operation.BatchNorm it) {
            batchNorm(it);
        } else if (operation instanceof Operation.Affine it) {
            affine(it);
        } else if (operation instanceof Operation.Relu it) {
            plain("Relu", it);
        } else if (operation instanceof Operation.Sigmoid it) {
            plain("Sigmoid", it);
        } else if (operation instanceof Operation.AveragePool it) {
            plain("GlobalAveragePool", it);
        } else if (operation instanceof Operation.Add it) {
            plain("Add", it);
        } else if (operation instanceof Operation.Multiply it) {
            multiply(it);
        } else if (operation instanceof Operation.PositionSoftmax it) {
            positionSoftmax(it);
        } else if (operation instanceof Operation.WeightedPool it) {
            weightedPool(it);
        } else if (operation instanceof Operation.ScrambledPool it) {
            scrambledPool(it);
        } else if (operation instanceof Operation.Split it) {
            onnx.split(it.outputs().stream().map(this::name).toList(), name(it.input()), 1,
                    it.outputs().stream().mapToLong(Feature::channels).toArray());
        } else if (operation instanceof Operation.StripPool it) {
            onnx.stripPool(name(it.output()), name(it.input()), it.input());
        } else if (operation instanceof Operation.StripSplit it) {
            onnx.stripSplit(name(it.rows()), name(it.columns()), name(it.input()), it.rows().height(), it.columns());
        } else if (operation instanceof Operation.Scale it) {
            onnx.scale(name(it.output()), name(it.input()), it.factor());
        } else if (operation instanceof Operation.Concat it) {
            onnx.node(name(it.output()), "Concat", it.inputs().stream().map(this::name).toList(), integer("axis", 1));
        } else if (operation instanceof Operation.Shuffle it) {
            shuffle(it);
        } else if (operation instanceof Operation.UpsampleNearest it) {
            onnx.enlargeNearest(name(it.output()), name(it.input()), vertically(it), horizontally(it));
        } else if (operation instanceof Operation.UpsampleBilinear it) {
            onnx.enlargeBilinear(name(it.output()), name(it.input()), vertically(it), horizontally(it));
        } else {
            throw new IllegalStateException("no ONNX for " + operation);
        }
    }

    private void plain(String operator, Operation operation) {
        onnx.node(name(operation.outputs().get(0)), operator, operation.inputs().stream().map(this::name).toList());
    }

    void convolution(Operation.Convolution it) {
        List<String> inputs = new ArrayList<>(List.of(name(it.input()), asItIs(it.weight())));
        it.bias().map(this::asItIs).ifPresent(inputs::add);
        convolution(name(it.output()), inputs, it.kernel(), it.stride(), it.groups());
    }

    final void convolution(String output, List<String> inputs, int kernel, int stride, int groups) {
        long pad = (kernel - 1) / 2;
        onnx.node(output, "Conv", inputs, integer("group", groups), list("kernel_shape", kernel, kernel), list("strides", stride, stride),
                list("pads", pad, pad, pad, pad));
    }

    private void dynamicConvolution(Operation.DynamicConvolution it) {
        String output = it.bias().isPresent() ? onnx.temporary() : name(it.output());
        if (it.kernel() == 1 && it.groups() == 1) {
            pointwise(output, it);
        } else if (it.groups() == it.input().channels() && it.groups() == it.output().channels()) {
            depthwise(output, it);
        } else {
            throw new IllegalStateException("no ONNX for a dynamic convolution with " + it.groups() + " groups on " + it.input());
        }
        it.bias().ifPresent(bias -> onnx.node(name(it.output()), "Add", List.of(output, perChannel(bias))));
    }

    /** Each picture's kernel is a matrix, mixed first. */
    void pointwise(String output, Operation.DynamicConvolution it) {
        int in = it.input().channels();
        int out = it.output().channels();
        String kernels = onnx.reshaped(mixedKernels(it), -1, out, in);
        String pixels = onnx.reshaped(name(it.input()), 0, in, -1);
        onnx.reshape(output, onnx.product(kernels, pixels), 0, out, it.output().height(), it.output().width());
    }

    /** [batch, numbers of a kernel]. */
    final String mixedKernels(Operation.DynamicConvolution it) {
        String attention = onnx.reshaped(name(it.attention()), 0, it.kernels());
        return onnx.product(attention, shaped(it.bank(), it.kernels(), it.bank().size() / it.kernels()));
    }

    /** All kernels of the bank run, and their results are mixed, which is the same as convolution is linear. */
    void depthwise(String output, Operation.DynamicConvolution it) {
        int channels = it.input().channels();
        int n = it.kernels();
        int k = it.kernel();
        String bank = onnx.reshaped(onnx.transposed(asItIs(it.bank()), 1, 0, 2, 3, 4), (long) channels * n, 1, k, k);
        String results = onnx.temporary();
        convolution(results, List.of(name(it.input()), bank), k, it.stride(), channels);
        String apart = onnx.reshaped(results, 0, channels, n, -1);
        String mixed = onnx.product(onnx.reshaped(name(it.attention()), 0, 1, 1, n), apart);
        onnx.reshape(output, mixed, 0, channels, it.output().height(), it.output().width());
    }

    private void affine(Operation.Affine it) {
        String scaled = onnx.temporary();
        onnx.node(scaled, "Mul", List.of(name(it.input()), perChannel(it.scale())));
        onnx.node(name(it.output()), "Add", List.of(scaled, perChannel(it.shift())));
    }

    private String perChannel(Parameter parameter) {
        return shaped(parameter, 1, parameter.size(), 1, 1);
    }

    private void batchNorm(Operation.BatchNorm it) {
        Normalization by = it.by();
        onnx.node(name(it.output()), "BatchNormalization",
                List.of(name(it.input()), by.scale().name(), by.shift().name(), by.mean().name(), by.variance().name()),
                real("epsilon", (float) Normalization.EPSILON), real("momentum", MOMENTUM));
    }

    private void multiply(Operation.Multiply it) {
        String by = name(it.second());
        if (!it.second().isBroadcastTo(it.first())) {
            String enlarged = onnx.temporary();
            onnx.enlargeNearest(enlarged, by, (float) it.first().height() / it.second().height(), (float) it.first().width() / it.second().width());
            by = enlarged;
        }
        onnx.node(name(it.output()), "Mul", List.of(name(it.first()), by));
    }

    private void positionSoftmax(Operation.PositionSoftmax it) {
        String flat = onnx.reshaped(name(it.input()), 0, 1, -1);
        String weights = onnx.temporary();
        onnx.node(weights, "Softmax", List.of(flat), integer("axis", -1));
        onnx.reshape(name(it.output()), weights, 0, 1, it.output().height(), it.output().width());
    }

    private void weightedPool(Operation.WeightedPool it) {
        String pixels = onnx.reshaped(name(it.first()), 0, it.first().channels(), -1);
        String weights = onnx.reshaped(name(it.second()), 0, -1, 1);
        onnx.reshape(name(it.output()), onnx.product(pixels, weights), 0, it.output().channels(), 1, 1);
    }

    private void scrambledPool(Operation.ScrambledPool it) {
        int places = it.output().positions();
        int channels = it.output().channels();
        long run = it.first().positions() / places;
        String runs = onnx.reshaped(name(it.first()), 0, places, channels, run);
        String weights = onnx.reshaped(name(it.second()), 0, places, run, 1);
        String pooled = onnx.transposed(onnx.reshaped(onnx.product(runs, weights), 0, places, channels), 0, 2, 1);
        onnx.reshape(name(it.output()), pooled, 0, channels, it.output().height(), it.output().width());
    }

    void shuffle(Operation.Shuffle it) {
        Feature x = it.input();
        String apart = onnx.reshaped(name(x), 0, it.groups(), x.channels() / it.groups(), x.height(), x.width());
        onnx.reshape(name(it.output()), onnx.transposed(apart, 0, 2, 1, 3, 4), 0, x.channels(), x.height(), x.width());
    }

    private static float vertically(Operation.Simple it) {
        return (float) it.output().height() / it.input().height();
    }

    private static float horizontally(Operation.Simple it) {
        return (float) it.output().width() / it.input().width();
    }
}
