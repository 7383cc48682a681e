package dev.posestream.network.onnx;

import static dev.posestream.network.onnx.OnnxBuilder.integer;
import static dev.posestream.network.onnx.OnnxBuilder.list;
import static dev.posestream.network.onnx.OnnxBuilder.text;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.posestream.network.frozen.FrozenGraph;
import dev.posestream.network.graph.Operation;
import dev.posestream.network.graph.Operation.Affine;
import dev.posestream.network.graph.Operation.Convolution;
import dev.posestream.network.graph.Operation.DynamicConvolution;
import dev.posestream.network.graph.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes convolutions as ONNX Runtime's blocked ones, which take a sum and a ReLU along, and take weights that are computed as well as constant
 * ones.
 */
final class BlockedConvolutions {

    private final FrozenGraph frozen;
    private final OnnxBuilder onnx;
    private final Layouts layouts;
    private final BlockedWeights weights;

    BlockedConvolutions(FrozenGraph frozen, OnnxBuilder onnx, Layouts layouts, int block) {
        this.frozen = frozen;
        this.onnx = onnx;
        this.layouts = layouts;
        weights = new BlockedWeights(block);
    }

    /**
     * @param operation a convolution, a dynamic one, or an affine step
     * @param sum       added before the ReLU, blocked
     * @return the result, blocked
     */
    String write(Operation operation, Optional<String> sum, boolean rectified) {
        if (operation instanceof Convolution it) {
            return blockedConvolution(it, sum, rectified);
        }
        if (operation instanceof DynamicConvolution it) {
            return blockedDynamic(it, sum, rectified);
        }
        Affine it = (Affine) operation;
        int channels = it.input().channels();
        String scale = onnx.constant(weights.perChannel(frozen.value(it.scale())), layouts.filledUp(channels), 1, 1, 1);
        return node(new Kernel(1, 1, channels), layouts.get(it.input(), Layout.BLOCKED), scale, bias(Optional.of(it.shift()), channels), sum, rectified);
    }

    private String blockedConvolution(Convolution it, Optional<String> sum, boolean rectified) {
        int in = it.input().channels();
        int out = it.output().channels();
        int k = it.kernel();
        float[] weight = frozen.value(it.weight());
        String bias = bias(it.bias(), out);
        int filledOut = layouts.filledUp(out);
        if (it.groups() == in && in == out) {
            String w = onnx.constant(weights.depthwise(weight, out), filledOut, 1, k, k);
            return node(new Kernel(k, it.stride(), in), layouts.get(it.input(), Layout.BLOCKED), w, bias, sum, rectified);
        }
        if (it.groups() != 1) {
            throw new UnsupportedOperationException("no blocked form of a convolution with " + it.groups() + " groups on " + it.input());
        }
        Kernel kernel = new Kernel(k, it.stride(), 1);
        if (it.input().equals(frozen.graph().input())) {
            String w = onnx.constant(weights.ofPlainInput(weight, out), filledOut, in, k, k);
            return node(kernel, layouts.get(it.input(), Layout.PLAIN), w, bias, sum, rectified);
        }
        String w = onnx.constant(weights.dense(weight, out, in), filledOut, layouts.filledUp(in), k, k);
        return node(kernel, layouts.get(it.input(), Layout.BLOCKED), w, bias, sum, rectified);
    }

    /** The bank lies in blocks, and so does what is mixed of it. */
    private String blockedDynamic(DynamicConvolution it, Optional<String> sum, boolean rectified) {
        int in = it.input().channels();
        int out = it.output().channels();
        boolean depthwise = it.groups() == in && in == out;
        if (!depthwise && it.groups() != 1) {
            throw new UnsupportedOperationException("no blocked form of a dynamic convolution with " + it.groups() + " groups on " + it.input());
        }
        int n = it.kernels();
        int k = it.kernel();
        float[] bank = frozen.value(it.bank());
        List<float[]> blocked = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            float[] kernel = Arrays.copyOfRange(bank, i * bank.length / n, (i + 1) * bank.length / n);
            blocked.add(depthwise ? weights.depthwise(kernel, out) : weights.dense(kernel, out, in));
        }
        int size = blocked.get(0).length;
        float[] all = new float[n * size];
        for (int i = 0; i < n; i++) {
            System.arraycopy(blocked.get(i), 0, all, i * size, size);
        }
        String mixed = onnx.product(layouts.get(it.attention(), Layout.LAST), onnx.constant(all, n, size));
        String kernel = onnx.reshaped(mixed, layouts.filledUp(out), depthwise ? 1 : layouts.filledUp(in), k, k);
        return node(new Kernel(k, it.stride(), depthwise ? in : 1), layouts.get(it.input(), Layout.BLOCKED), kernel, bias(it.bias(), out), sum, rectified);
    }

    private record Kernel(int side, int stride, int groups) {}

    private String node(Kernel kernel, String input, String weight, String bias, Optional<String> sum, boolean rectified) {
        List<String> inputs = new ArrayList<>(List.of(input, weight, bias));
        sum.ifPresent(inputs::add);
        long pad = (kernel.side() - 1) / 2;
        List<AttributeProto> attributes = new ArrayList<>(List.of(integer("group", kernel.groups() == 1 ? 1 : layouts.filledUp(kernel.groups())),
                list("kernel_shape", kernel.side(), kernel.side()), list("strides", kernel.stride(), kernel.stride()), list("pads", pad, pad, pad, pad)));
        if (rectified) {
            attributes.add(text("activation", "Relu"));
        }
        return onnx.blocked("Conv", inputs, attributes.toArray(AttributeProto[]::new));
    }

    private String bias(Optional<Parameter> bias, int channels) {
        return onnx.constant(weights.perChannel(bias.map(frozen::value).orElseGet(() -> new float[channels])), layouts.filledUp(channels));
    }
}
