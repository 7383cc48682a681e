package dev.posestream.network.onnx;

import static dev.posestream.network.onnx.OnnxBuilder.integer;
import static dev.posestream.network.onnx.OnnxBuilder.list;
import static dev.posestream.network.onnx.OnnxBuilder.real;
import static dev.posestream.network.onnx.OnnxBuilder.text;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.posestream.network.BadModelException;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.checkpoint.Tensor;
import dev.posestream.network.frozen.FrozenGraph;
import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Graph;
import dev.posestream.network.graph.Operation;
import dev.posestream.network.graph.Operation.Affine;
import dev.posestream.network.graph.Operation.Convolution;
import dev.posestream.network.graph.Operation.DynamicConvolution;
import dev.posestream.network.graph.Parameter;
import dev.posestream.network.graph.Wiring;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A frozen network as ONNX for one CPU and one picture at a time: each operation in the memory layout that suits it, convolutions in blocks of
 * channels with sums and ReLUs taken along. ONNX Runtime blocks convolutions itself, but only those with constant weights; written this
 * way the dynamic ones, whose kernel is mixed out of a bank, are mixed and run in blocks too, several times as fast.
 */
public final class BlockedForm {

    private final FrozenGraph frozen;
    private final Graph network;
    private final Wiring wiring;
    private final OnnxBuilder onnx;
    private final Layouts layouts;
    private final BlockedWeights weights;
    private final Set<Operation> writtenWithReader = new HashSet<>();

    private BlockedForm(FrozenGraph frozen, int block) {
        this.frozen = frozen;
        network = frozen.graph();
        wiring = new Wiring(network);
        onnx = new OnnxBuilder(network.name(), 1);
        layouts = new Layouts(onnx, block);
        weights = new BlockedWeights(block);
    }

    /**
     * @param block channels in a block where the model will run
     * @throws UnsupportedOperationException when the network has a step that can't be written so
     */
    public static OnnxFile write(FrozenGraph frozen, int block) {
        BlockedForm form = new BlockedForm(frozen, block);
        form.write();
        try {
            return OnnxFile.of(frozen.graph().name(), form.onnx.build("posestream").toByteArray());
        } catch (BadModelException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write() {
        onnx.input("image", network.input());
        layouts.put(network.input(), Layout.PLAIN, "image");
        for (Operation operation : network.operations()) {
            if (goesWithItsReader(operation)) {
                writtenWithReader.add(operation);
            } else {
                write(operation);
            }
        }
        for (Graph.Output output : network.outputs()) {
            onnx.output(output.name(), output.feature());
            onnx.node(output.name(), "Identity", List.of(layouts.get(output.feature(), Layout.PLAIN)));
        }
    }

    private void write(Operation operation) {
        if (operation instanceof Convolution it) {
            convolution(it);
        } else if (operation instanceof DynamicConvolution it) {
            layouts.put(it.output(), Layout.BLOCKED, blocked(it, Optional.empty(), false));
        } else if (operation instanceof Affine it) {
            affine(it);
        } else if (operation instanceof Operation.Relu it) {
            sum(it.output(), terms(it.input()), true);
        } else if (operation instanceof Operation.Add it) {
            sum(it.output(), terms(it), false);
        } else if (operation instanceof Operation.Sigmoid it) {
            inPlace("Sigmoid", it);
        } else if (operation instanceof Operation.AveragePool it) {
            averagePool(it);
        } else if (operation instanceof Operation.PositionSoftmax it) {
            layouts.put(it.output(), Layout.FLAT, node("Softmax", List.of(layouts.get(it.input(), Layout.FLAT)), integer("axis", -1)));
        } else if (operation instanceof Operation.WeightedPool it) {
            String pooled = onnx.product(layouts.get(it.first(), Layout.FLAT), layouts.get(it.second(), Layout.LAST));
            layouts.put(it.output(), Layout.FLAT, pooled);
        } else if (operation instanceof Operation.ScrambledPool it) {
            scrambledPool(it);
        } else if (operation instanceof Operation.Multiply it) {
            multiply(it);
        } else if (operation instanceof Operation.Split it) {
            split(it);
        } else if (operation instanceof Operation.Concat it) {
            concat(it);
        } else if (operation instanceof Operation.Shuffle it) {
            shuffle(it);
        } else if (operation instanceof Operation.StripPool it) {
            String pooled = onnx.temporary();
            onnx.stripPool(pooled, layouts.get(it.input(), Layout.PLAIN), it.input());
            layouts.put(it.output(), Layout.PLAIN, pooled);
        } else if (operation instanceof Operation.StripSplit it) {
            String rows = onnx.temporary();
            String columns = onnx.temporary();
            onnx.stripSplit(rows, columns, layouts.get(it.input(), Layout.PLAIN), it.rows().height(), it.columns());
            layouts.put(it.rows(), Layout.PLAIN, rows);
            layouts.put(it.columns(), Layout.PLAIN, columns);
        } else if (operation instanceof Operation.Scale it) {
            String scaled = onnx.temporary();
            onnx.scale(scaled, layouts.get(it.input(), Layout.PLAIN), it.factor());
            layouts.put(it.output(), Layout.PLAIN, scaled);
        } else if (operation instanceof Operation.UpsampleNearest it) {
            layouts.put(it.output(), Layout.BLOCKED, enlarged(it.input(), it.output()));
        } else if (operation instanceof Operation.UpsampleBilinear it) {
            upsampleBilinear(it);
        } else {
            throw new UnsupportedOperationException("no blocked form of " + operation);
        }
    }

    /** A convolution takes the sum and the ReLU after it along, a shuffle the concatenation before it, a batch norm the product before it. */
    private boolean goesWithItsReader(Operation operation) {
        Operation reader = operation.outputs().size() == 1 ? wiring.onlyReader(operation.outputs().get(0)).orElse(null) : null;
        if (reader instanceof Operation.Relu || reader instanceof Operation.Add) {
            return operation instanceof Operation.Add || takesSums(operation);
        }
        return operation instanceof Operation.Concat concat && reader instanceof Operation.Shuffle shuffle && interleaves(concat, shuffle)
                || operation instanceof Operation.Multiply product && reader instanceof Affine && product.second().positions() == 1;
    }

    /** Whether it becomes a blocked convolution. */
    private boolean takesSums(Operation operation) {
        return operation instanceof DynamicConvolution || operation instanceof Affine affine && product(affine).isEmpty()
                || operation instanceof Convolution it && !isMask(it) && !isMatrixProduct(it);
    }

    // Convolutions

    private void convolution(Convolution it) {
        if (isMask(it)) {
            String weight = constant(frozen.value(it.weight()), 1, it.input().channels());
            layouts.put(it.output(), Layout.FLAT, onnx.product(weight, layouts.get(it.input(), Layout.FLAT)));
        } else if (isMatrixProduct(it)) {
            layouts.put(it.output(), Layout.LAST, matrixProduct(it));
        } else {
            layouts.put(it.output(), Layout.BLOCKED, blocked(it, Optional.empty(), false));
        }
    }

    private static boolean isMask(Convolution it) {
        return it.output().channels() == 1 && it.kernel() == 1 && it.bias().isEmpty();
    }

    private boolean isMatrixProduct(Convolution it) {
        boolean lastAnyway = layouts.has(it.input(), Layout.LAST) && !layouts.has(it.input(), Layout.BLOCKED);
        return it.kernel() == 1 && it.groups() == 1 && it.stride() == 1 && (it.input().positions() == 1 || lastAnyway);
    }

    private String matrixProduct(Convolution it) {
        int in = it.input().channels();
        int out = it.output().channels();
        float[] weight = frozen.value(it.weight());
        float[] transposed = new float[weight.length];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                transposed[i * out + o] = weight[o * in + i];
            }
        }
        List<String> inputs = new ArrayList<>(List.of(layouts.get(it.input(), Layout.LAST), constant(transposed, in, out)));
        it.bias().ifPresent(bias -> inputs.add(constant(frozen.value(bias), out)));
        return node("Gemm", inputs);
    }

    /** @param sum added before the ReLU, blocked */
    private String blocked(Operation operation, Optional<String> sum, boolean rectified) {
        if (operation instanceof Convolution it) {
            return blockedConvolution(it, sum, rectified);
        }
        if (operation instanceof DynamicConvolution it) {
            return blockedDynamic(it, sum, rectified);
        }
        Affine it = (Affine) operation;
        int channels = it.input().channels();
        String scale = constant(weights.perChannel(frozen.value(it.scale())), layouts.filledUp(channels), 1, 1, 1);
        return blockedNode(new Kernel(1, 1, channels), layouts.get(it.input(), Layout.BLOCKED), scale, bias(Optional.of(it.shift()), channels), sum, rectified);
    }

    private String blockedConvolution(Convolution it, Optional<String> sum, boolean rectified) {
        int in = it.input().channels();
        int out = it.output().channels();
        int k = it.kernel();
        float[] weight = frozen.value(it.weight());
        String bias = bias(it.bias(), out);
        int filledOut = layouts.filledUp(out);
        if (it.groups() == in && in == out) {
            String w = constant(weights.depthwise(weight, out), filledOut, 1, k, k);
            return blockedNode(new Kernel(k, it.stride(), in), layouts.get(it.input(), Layout.BLOCKED), w, bias, sum, rectified);
        }
        if (it.groups() != 1) {
            throw new UnsupportedOperationException("no blocked form of a convolution with " + it.groups() + " groups on " + it.input());
        }
        Kernel kernel = new Kernel(k, it.stride(), 1);
        if (it.input().equals(network.input())) {
            String w = constant(weights.ofPlainInput(weight, out), filledOut, in, k, k);
            return blockedNode(kernel, layouts.get(it.input(), Layout.PLAIN), w, bias, sum, rectified);
        }
        String w = constant(weights.dense(weight, out, in), filledOut, layouts.filledUp(in), k, k);
        return blockedNode(kernel, layouts.get(it.input(), Layout.BLOCKED), w, bias, sum, rectified);
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
        String mixed = onnx.product(layouts.get(it.attention(), Layout.LAST), constant(all, n, size));
        String kernel = onnx.reshaped(mixed, layouts.filledUp(out), depthwise ? 1 : layouts.filledUp(in), k, k);
        return blockedNode(new Kernel(k, it.stride(), depthwise ? in : 1), layouts.get(it.input(), Layout.BLOCKED), kernel, bias(it.bias(), out), sum, rectified);
    }

    private record Kernel(int side, int stride, int groups) {}

    private String blockedNode(Kernel kernel, String input, String weight, String bias, Optional<String> sum, boolean rectified) {
        List<String> inputs = new ArrayList<>(List.of(input, weight, bias));
        sum.ifPresent(inputs::add);
        long pad = (kernel.side() - 1) / 2;
        List<AttributeProto> attributes = new ArrayList<>(List.of(integer("group", kernel.groups() == 1 ? 1 : layouts.filledUp(kernel.groups())),
                list("kernel_shape", kernel.side(), kernel.side()), list("strides", kernel.stride(), kernel.stride()), list("pads", pad, pad, pad, pad)));
        if (rectified) {
            attributes.add(text("activation", "Relu"));
        }
        return blockedNode("Conv", inputs, attributes.toArray(AttributeProto[]::new));
    }

    private String bias(Optional<Parameter> bias, int channels) {
        return constant(weights.perChannel(bias.map(frozen::value).orElseGet(() -> new float[channels])), layouts.filledUp(channels));
    }

    // Sums

    private List<Feature> terms(Feature feature) {
        Operation maker = wiring.maker(feature).orElse(null);
        return maker instanceof Operation.Add sum && writtenWithReader.contains(sum) ? terms(sum) : List.of(feature);
    }

    private List<Feature> terms(Operation.Add sum) {
        List<Feature> terms = new ArrayList<>(terms(sum.first()));
        terms.addAll(terms(sum.second()));
        return terms;
    }

    private void sum(Feature output, List<Feature> terms, boolean rectified) {
        List<Operation> convolutions = new ArrayList<>();
        List<Feature> others = new ArrayList<>();
        for (Feature term : terms) {
            Optional<Operation> convolution = wiring.maker(term).filter(writtenWithReader::contains);
            convolution.ifPresentOrElse(convolutions::add, () -> others.add(term));
        }
        Layout layout = !convolutions.isEmpty() ? Layout.BLOCKED : present(others.get(0));
        String sum = null;
        for (Feature other : others) {
            String term = layouts.get(other, layout);
            sum = sum == null ? term : node("Add", List.of(sum, term));
        }
        for (int i = 0; i < convolutions.size(); i++) {
            sum = blocked(convolutions.get(i), Optional.ofNullable(sum), rectified && i == convolutions.size() - 1);
        }
        layouts.put(output, layout, rectified && convolutions.isEmpty() ? node("Relu", List.of(sum)) : sum);
    }

    private Layout present(Feature feature) {
        return layouts.has(feature, Layout.LAST) ? Layout.LAST : layouts.has(feature, Layout.BLOCKED) ? Layout.BLOCKED : Layout.PLAIN;
    }

    // Everything else

    private void inPlace(String operator, Operation.Simple it) {
        Layout layout = present(it.input());
        layouts.put(it.output(), layout, node(operator, List.of(layouts.get(it.input(), layout))));
    }

    private void averagePool(Operation.AveragePool it) {
        if (layouts.has(it.input(), Layout.BLOCKED)) {
            layouts.put(it.output(), Layout.BLOCKED, blockedNode("GlobalAveragePool", List.of(layouts.get(it.input(), Layout.BLOCKED))));
        } else {
            layouts.put(it.output(), Layout.PLAIN, node("GlobalAveragePool", List.of(layouts.get(it.input(), Layout.PLAIN))));
        }
    }

    private Optional<Operation.Multiply> product(Affine it) {
        return wiring.maker(it.input()).filter(writtenWithReader::contains).filter(Operation.Multiply.class::isInstance).map(Operation.Multiply.class::cast);
    }

    /** A product with a number for each channel goes into the factors: one pass over the feature instead of three. */
    private void affine(Affine it) {
        Optional<Operation.Multiply> product = product(it);
        if (product.isEmpty()) {
            layouts.put(it.output(), Layout.BLOCKED, blocked(it, Optional.empty(), false));
            return;
        }
        int channels = it.input().channels();
        Feature x = product.get().first();
        String factors = node("Mul", List.of(layouts.get(product.get().second(), Layout.LAST), constant(frozen.value(it.scale()), channels)));
        List<String> inputs = List.of(layouts.get(x, Layout.PLAIN), onnx.reshaped(factors, channels), constant(frozen.value(it.shift()), channels),
                constant(filled(channels, 0), channels), constant(filled(channels, 1), channels));
        layouts.put(it.output(), Layout.PLAIN, node("BatchNormalization", inputs, real("epsilon", 0)));
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }

    private void multiply(Operation.Multiply it) {
        Feature x = it.first();
        Feature by = it.second();
        if (by.isBroadcastTo(x) && !by.hasSizeOf(x)) {
            layouts.put(it.output(), Layout.PLAIN, node("Mul", List.of(layouts.get(x, Layout.PLAIN), layouts.get(by, Layout.PLAIN))));
        } else {
            String factors = by.hasSizeOf(x) ? layouts.get(by, Layout.BLOCKED) : enlarged(by, x);
            layouts.put(it.output(), Layout.BLOCKED, node("Mul", List.of(layouts.get(x, Layout.BLOCKED), factors)));
        }
    }

    private String enlarged(Feature x, Feature size) {
        return blockedNode("Upsample", List.of(layouts.get(x, Layout.BLOCKED)),
                list("scales", 1, 1, size.height() / x.height(), size.width() / x.width()));
    }

    private void scrambledPool(Operation.ScrambledPool it) {
        int places = it.output().positions();
        int channels = it.output().channels();
        int run = it.first().positions() / places;
        String runs = onnx.reshaped(layouts.get(it.first(), Layout.PLAIN), places, channels, run);
        String factors = onnx.reshaped(layouts.get(it.second(), Layout.FLAT), places, run, 1);
        layouts.put(it.output(), Layout.LAST, onnx.reshaped(onnx.product(runs, factors), places, channels));
    }

    private void split(Operation.Split it) {
        boolean wholeBlocks = layouts.has(it.input(), Layout.BLOCKED) && it.outputs().stream().allMatch(layouts::isWholeBlocks);
        Layout layout = wholeBlocks ? Layout.BLOCKED : layouts.has(it.input(), Layout.LAST) ? Layout.LAST : Layout.PLAIN;
        List<String> parts = it.outputs().stream().map(part -> onnx.temporary()).toList();
        onnx.split(parts, layouts.get(it.input(), layout), 1, it.outputs().stream().mapToLong(Feature::channels).toArray());
        for (int i = 0; i < parts.size(); i++) {
            layouts.put(it.outputs().get(i), layout, parts.get(i));
        }
    }

    private void concat(Operation.Concat it) {
        Layout layout = it.inputs().stream().anyMatch(part -> layouts.has(part, Layout.LAST)) ? Layout.LAST
                : it.inputs().stream().allMatch(part -> layouts.has(part, Layout.BLOCKED) && layouts.isWholeBlocks(part)) ? Layout.BLOCKED : Layout.PLAIN;
        layouts.put(it.output(), layout, onnx.concat(it.inputs().stream().map(part -> layouts.get(part, layout)).toList(), 1));
    }

    private static boolean interleaves(Operation.Concat concat, Operation.Shuffle shuffle) {
        return shuffle.groups() == concat.inputs().size() && concat.inputs().stream().mapToInt(Feature::channels).distinct().count() == 1;
    }

    private void shuffle(Operation.Shuffle it) {
        Feature x = it.input();
        String shuffled;
        if (wiring.maker(x).orElse(null) instanceof Operation.Concat concat && writtenWithReader.contains(concat)) {
            shuffled = onnx.concat(concat.inputs().stream().map(part -> onnx.reshaped(layouts.get(part, Layout.PLAIN), part.channels(), 1, part.positions())).toList(), 1);
        } else {
            String apart = onnx.reshaped(layouts.get(x, Layout.PLAIN), it.groups(), x.channels() / it.groups(), x.positions());
            shuffled = onnx.transposed(apart, 1, 0, 2);
        }
        layouts.put(it.output(), Layout.PLAIN, onnx.reshaped(shuffled, 1, x.channels(), x.height(), x.width()));
    }

    /** Two products of matrices: along the rows, then along the columns. */
    private void upsampleBilinear(Operation.UpsampleBilinear it) {
        Feature x = it.input();
        Feature y = it.output();
        String rows = onnx.reshaped(layouts.get(x, Layout.PLAIN), x.channels(), x.height(), x.width());
        String wide = onnx.product(rows, constant(Bilinear.transposed(x.width(), y.width()), x.width(), y.width()));
        String tall = onnx.product(constant(Bilinear.matrix(x.height(), y.height()), y.height(), x.height()), wide);
        layouts.put(y, Layout.PLAIN, onnx.reshaped(tall, 1, y.channels(), y.height(), y.width()));
    }

    private String constant(float[] values, Integer... shape) {
        return onnx.tensor(onnx.temporary(), new Tensor.Floats(List.of(shape), values));
    }

    private String node(String operator, List<String> inputs, AttributeProto... attributes) {
        String output = onnx.temporary();
        onnx.node(output, operator, inputs, attributes);
        return output;
    }

    private String blockedNode(String operator, List<String> inputs, AttributeProto... attributes) {
        String output = onnx.temporary();
        onnx.node(Layouts.BLOCKED_DOMAIN, output, operator, inputs, attributes);
        return output;
    }
}
