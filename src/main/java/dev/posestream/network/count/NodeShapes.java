package dev.posestream.network.count;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** The shapes that an operator gives for those it gets, as ONNX's operator reference defines them. */
final class NodeShapes {

    private final NodeProto node;
    private final NodeAttributes attributes;
    private final ShapeInference tensors;

    private NodeShapes(NodeProto node, ShapeInference tensors) {
        this.node = node;
        this.attributes = new NodeAttributes(node);
        this.tensors = tensors;
    }

    /** @throws UnknownShapeException when the operator is not known here, or an input's shape or a number it depends on is not */
    static List<Known> of(NodeProto node, ShapeInference tensors) throws UnknownShapeException {
        return new NodeShapes(node, tensors).outputs();
    }

    private List<Known> outputs() throws UnknownShapeException {
        if (node.getOpType().equals("Split")) {
            return split();
        }
        return List.of(switch (node.getOpType()) {
            case "Relu", "Sigmoid", "Tanh", "Softmax", "LogSoftmax", "BatchNormalization", "InstanceNormalization", "LayerNormalization",
                    "GroupNormalization", "LpNormalization", "LRN", "Clip", "Abs", "Neg", "Sqrt", "Exp", "Log", "Erf", "Round", "Sign",
                    "Reciprocal", "HardSigmoid", "HardSwish", "LeakyRelu", "PRelu", "Elu", "Selu", "Softplus", "Softsign", "Mish", "Gelu", "FastGelu",
                    "QuickGelu", "BiasGelu", "Dropout", "Not", "ScatterND", "ScatterElements", "CumSum" -> Known.ofShape(shape(0).shape());
            case "Identity", "Cast" -> shape(0);
            case "Floor", "Ceil" -> rounded();
            case "Add", "Sub", "Mul", "Div", "Pow", "Min", "Max", "Sum", "Mean", "And", "Or", "Xor", "Greater", "Less", "Equal", "GreaterOrEqual",
                    "LessOrEqual", "Mod", "Where" -> elementwise();
            case "Conv", "FusedConv" -> convolution();
            case "ConvTranspose" -> transposedConvolution();
            case "MaxPool", "AveragePool", "LpPool" -> pool();
            case "GlobalAveragePool", "GlobalMaxPool" -> globalPool();
            case "MatMul", "FusedMatMul" -> product();
            case "Gemm", "FusedGemm" -> gemm();
            case "Constant" -> constant();
            case "ConstantOfShape" -> filled();
            case "Shape" -> sizes();
            case "Reshape" -> reshape();
            case "Flatten" -> flatten();
            case "Transpose" -> transpose();
            case "Squeeze" -> squeeze();
            case "Unsqueeze" -> unsqueeze();
            case "Concat" -> concat();
            case "Slice" -> slice();
            case "Expand" -> Known.ofShape(broadcast(shape(0).shape(), integers(1)));
            case "Tile" -> tile();
            case "Pad" -> pad();
            case "Gather" -> gather();
            case "GatherElements" -> Known.ofShape(shape(1).shape());
            case "ArgMax", "ArgMin" -> reduced(new long[] {attributes.integer("axis", 0)});
            case "ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2", "ReduceSumSquare", "ReduceLogSumExp" -> reduce();
            case "Resize", "Upsample" -> resize();
            case "DepthToSpace" -> depthToSpace();
            case "SpaceToDepth" -> spaceToDepth();
            default -> throw unknown();
        });
    }

    private UnknownShapeException unknown() {
        return new UnknownShapeException(ShapeInference.name(node) + " has no known shape");
    }

    private boolean has(int input) {
        return input < node.getInputCount() && !node.getInput(input).isEmpty();
    }

    private Known shape(int input) throws UnknownShapeException {
        return tensors.shape(node.getInput(input));
    }

    private double[] numbers(int input) throws UnknownShapeException {
        return shape(input).values().orElseThrow(this::unknown);
    }

    private long[] integers(int input) throws UnknownShapeException {
        return Arrays.stream(numbers(input)).mapToLong(number -> (long) number).toArray();
    }

    /** An attribute in old operator sets, an input in new ones. */
    private Optional<long[]> attributeOrInput(String name, int input) throws UnknownShapeException {
        return has(input) ? Optional.of(integers(input)) : attributes.integers(name);
    }

    private Known rounded() throws UnknownShapeException {
        Known x = shape(0);
        boolean up = node.getOpType().equals("Ceil");
        return new Known(x.shape(), x.values().map(values -> Arrays.stream(values).map(v -> up ? Math.ceil(v) : Math.floor(v)).toArray()));
    }

    private Known elementwise() throws UnknownShapeException {
        long[] shape = {};
        for (int i = 0; i < node.getInputCount(); i++) {
            shape = broadcast(shape, shape(i).shape());
        }
        return new Known(shape, node.getInputCount() == 2 ? arithmetic(shape(0), shape(1)) : Optional.empty());
    }

    private Optional<double[]> arithmetic(Known a, Known b) {
        if (a.values().isEmpty() || b.values().isEmpty() || a.rank() > 1 || b.rank() > 1) {
            return Optional.empty();
        }
        double[] x = a.values().get();
        double[] y = b.values().get();
        double[] result = new double[Math.max(x.length, y.length)];
        for (int i = 0; i < result.length; i++) {
            double p = x[x.length == 1 ? 0 : i];
            double q = y[y.length == 1 ? 0 : i];
            result[i] = switch (node.getOpType()) {
                case "Add" -> p + q;
                case "Sub" -> p - q;
                case "Mul" -> p * q;
                case "Div" -> p / q;
                default -> Double.NaN;
            };
        }
        // Whole numbers that do not divide evenly: rounded or not, by a type that is not kept here.
        boolean uncertain = node.getOpType().equals("Div") && Arrays.stream(result).anyMatch(r -> r != Math.rint(r));
        return uncertain || Arrays.stream(result).anyMatch(Double::isNaN) ? Optional.empty() : Optional.of(result);
    }

    private long[] broadcast(long[] a, long[] b) throws UnknownShapeException {
        long[] shape = new long[Math.max(a.length, b.length)];
        for (int i = 1; i <= shape.length; i++) {
            long p = i <= a.length ? a[a.length - i] : 1;
            long q = i <= b.length ? b[b.length - i] : 1;
            if (p != q && p != 1 && q != 1) {
                throw unknown();
            }
            shape[shape.length - i] = p == 1 ? q : p;
        }
        return shape;
    }

    private Known convolution() throws UnknownShapeException {
        long[] weights = shape(1).shape();
        return Known.ofShape(windows(weights[0], Arrays.copyOfRange(weights, 2, weights.length)));
    }

    private Known pool() throws UnknownShapeException {
        return Known.ofShape(windows(shape(0).shape()[1], attributes.integers("kernel_shape").orElseThrow(this::unknown)));
    }

    private long[] windows(long channels, long[] kernel) throws UnknownShapeException {
        long[] x = shape(0).shape();
        int axes = kernel.length;
        long[] strides = attributes.integers("strides", axes, 1);
        long[] dilations = attributes.integers("dilations", axes, 1);
        long[] pads = attributes.integers("pads", 2 * axes, 0);
        String automatic = attributes.text("auto_pad", "NOTSET");
        long[] shape = new long[axes + 2];
        shape[0] = x[0];
        shape[1] = channels;
        for (int axis = 0; axis < axes; axis++) {
            long extent = (kernel[axis] - 1) * dilations[axis] + 1;
            long padded = x[axis + 2] + (automatic.equals("NOTSET") ? pads[axis] + pads[axis + axes] : 0);
            long up = attributes.integer("ceil_mode", 0) == 1 ? strides[axis] - 1 : 0;
            shape[axis + 2] = automatic.startsWith("SAME") ? (x[axis + 2] + strides[axis] - 1) / strides[axis]
                    : Math.floorDiv(padded - extent + up, strides[axis]) + 1;
            // The last window must begin within the picture or its left padding.
            if (up > 0 && (shape[axis + 2] - 1) * strides[axis] >= x[axis + 2] + pads[axis]) {
                shape[axis + 2]--;
            }
        }
        return shape;
    }

    private Known transposedConvolution() throws UnknownShapeException {
        long[] x = shape(0).shape();
        long[] weights = shape(1).shape();
        int axes = weights.length - 2;
        long[] strides = attributes.integers("strides", axes, 1);
        long[] dilations = attributes.integers("dilations", axes, 1);
        long[] pads = attributes.integers("pads", 2 * axes, 0);
        long[] added = attributes.integers("output_padding", axes, 0);
        Optional<long[]> fixed = attributes.integers("output_shape");
        boolean same = attributes.text("auto_pad", "NOTSET").startsWith("SAME");
        long[] shape = new long[axes + 2];
        shape[0] = x[0];
        shape[1] = weights[1] * attributes.integer("group", 1);
        for (int axis = 0; axis < axes; axis++) {
            long extent = (weights[axis + 2] - 1) * dilations[axis] + 1;
            shape[axis + 2] = fixed.isPresent() ? fixed.get()[fixed.get().length - axes + axis] : same ? x[axis + 2] * strides[axis]
                    : strides[axis] * (x[axis + 2] - 1) + added[axis] + extent - pads[axis] - pads[axis + axes];
        }
        return Known.ofShape(shape);
    }

    private Known globalPool() throws UnknownShapeException {
        long[] shape = shape(0).shape().clone();
        Arrays.fill(shape, 2, shape.length, 1);
        return Known.ofShape(shape);
    }

    private Known product() throws UnknownShapeException {
        if (attributes.integer("transBatchA", 0) != 0 || attributes.integer("transBatchB", 0) != 0) {
            throw unknown();
        }
        long[] a = turned(shape(0).shape(), attributes.integer("transA", 0));
        long[] b = turned(shape(1).shape(), attributes.integer("transB", 0));
        if (a.length < 2 || b.length < 2) {
            throw unknown();
        }
        if (a[a.length - 1] != b[b.length - 2]) {
            throw unknown();
        }
        long[] batch = broadcast(Arrays.copyOf(a, a.length - 2), Arrays.copyOf(b, b.length - 2));
        return Known.ofShape(LongStream.concat(Arrays.stream(batch), LongStream.of(a[a.length - 2], b[b.length - 1])).toArray());
    }

    private static long[] turned(long[] shape, long turn) {
        long[] turned = shape.clone();
        if (turn != 0 && shape.length >= 2) {
            turned[shape.length - 1] = shape[shape.length - 2];
            turned[shape.length - 2] = shape[shape.length - 1];
        }
        return turned;
    }

    private Known gemm() throws UnknownShapeException {
        return Known.ofShape(turned(shape(0).shape(), attributes.integer("transA", 0))[0], turned(shape(1).shape(), attributes.integer("transB", 0))[1]);
    }

    private Known constant() throws UnknownShapeException {
        Optional<TensorProto> tensor = attributes.tensor("value");
        if (tensor.isPresent()) {
            return ShapeInference.constant(tensor.get());
        }
        if (attributes.has("value_int")) {
            return new Known(new long[0], Optional.of(new double[] {attributes.integer("value_int", 0)}));
        }
        double[] values = attributes.integers("value_ints").map(ints -> Arrays.stream(ints).asDoubleStream().toArray())
                .or(() -> attributes.floats("value_floats")).orElseThrow(this::unknown);
        return new Known(new long[] {values.length}, Optional.of(values));
    }

    private Known filled() throws UnknownShapeException {
        Known result = Known.ofShape(integers(0));
        double value = attributes.tensor("value").flatMap(SmallValues::of).map(values -> values[0]).orElse(0.0);
        double[] values = new double[result.size() <= SmallValues.MOST ? (int) result.size() : 0];
        Arrays.fill(values, value);
        return new Known(result.shape(), result.size() <= SmallValues.MOST ? Optional.of(values) : Optional.empty());
    }

    private Known sizes() throws UnknownShapeException {
        Known x = shape(0);
        int start = x.axis(attributes.integer("start", 0));
        int end = attributes.has("end") ? x.axis(attributes.integer("end", 0)) : x.rank();
        double[] sizes = Arrays.stream(Arrays.copyOfRange(x.shape(), start, end)).asDoubleStream().toArray();
        return new Known(new long[] {sizes.length}, Optional.of(sizes));
    }

    private Known reshape() throws UnknownShapeException {
        long[] shape = integers(1);
        boolean literal = attributes.integer("allowzero", 0) == 1;
        int rest = -1;
        long others = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] == 0 && !literal) {
                shape[axis] = shape(0).shape()[axis];
            }
            rest = shape[axis] == -1 ? axis : rest;
            others *= shape[axis] == -1 ? 1 : shape[axis];
        }
        if (rest >= 0) {
            shape[rest] = shape(0).size() / others;
        }
        return new Known(shape, shape(0).values());
    }

    private Known flatten() throws UnknownShapeException {
        Known x = shape(0);
        long before = Arrays.stream(x.shape()).limit(x.axis(attributes.integer("axis", 1))).reduce(1, Math::multiplyExact);
        return Known.ofShape(before, x.size() / before);
    }

    private Known transpose() throws UnknownShapeException {
        long[] x = shape(0).shape();
        long[] axes = attributes.integers("perm").orElseGet(() -> LongStream.range(0, x.length).map(axis -> x.length - 1 - axis).toArray());
        Optional<double[]> values = Arrays.equals(axes, new long[] {1, 0}) ? shape(0).values().map(all -> turned(all, (int) x[0], (int) x[1])) : Optional.empty();
        return new Known(Arrays.stream(axes).map(axis -> x[(int) axis]).toArray(), values);
    }

    private static double[] turned(double[] values, int rows, int columns) {
        double[] turned = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            turned[i % columns * rows + i / columns] = values[i];
        }
        return turned;
    }

    private Known squeeze() throws UnknownShapeException {
        Known x = shape(0);
        Optional<long[]> axes = attributeOrInput("axes", 1);
        List<Integer> gone = axes.map(list -> Arrays.stream(list).mapToObj(x::axis).toList()).orElse(null);
        List<Long> shape = new ArrayList<>();
        for (int axis = 0; axis < x.rank(); axis++) {
            if (gone == null ? x.shape()[axis] != 1 : !gone.contains(axis)) {
                shape.add(x.shape()[axis]);
            }
        }
        return new Known(shape.stream().mapToLong(Long::longValue).toArray(), x.values());
    }

    private Known unsqueeze() throws UnknownShapeException {
        Known x = shape(0);
        long[] axes = attributeOrInput("axes", 1).orElseThrow(this::unknown);
        int rank = x.rank() + axes.length;
        List<Integer> added = Arrays.stream(axes).mapToObj(axis -> (int) (axis < 0 ? axis + rank : axis)).toList();
        long[] shape = new long[rank];
        int from = 0;
        for (int axis = 0; axis < rank; axis++) {
            shape[axis] = added.contains(axis) ? 1 : x.shape()[from++];
        }
        return new Known(shape, x.values());
    }

    private Known concat() throws UnknownShapeException {
        Known first = shape(0);
        int axis = first.axis(attributes.integer("axis", 1));
        long[] shape = first.shape().clone();
        Optional<double[]> values = first.rank() == 1 ? first.values() : Optional.empty();
        for (int i = 1; i < node.getInputCount(); i++) {
            shape[axis] += shape(i).shape()[axis];
            Optional<double[]> more = shape(i).values();
            values = values.isPresent() && more.isPresent() ? Optional.of(joined(values.get(), more.get())) : Optional.empty();
        }
        return new Known(shape, values);
    }

    private static double[] joined(double[] a, double[] b) {
        double[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    private List<Known> split() throws UnknownShapeException {
        Known x = shape(0);
        int axis = x.axis(attributes.integer("axis", 0));
        int parts = node.getOutputCount();
        long even = (x.shape()[axis] + parts - 1) / parts;
        Optional<long[]> given = attributeOrInput("split", 1);
        List<Known> outputs = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            long[] shape = x.shape().clone();
            shape[axis] = given.isPresent() ? given.get()[i] : Math.min(even, x.shape()[axis] - i * even);
            outputs.add(Known.ofShape(shape));
        }
        return outputs;
    }

    private Known slice() throws UnknownShapeException {
        Known x = shape(0);
        long[] starts = attributeOrInput("starts", 1).orElseThrow(this::unknown);
        long[] ends = attributeOrInput("ends", 2).orElseThrow(this::unknown);
        long[] axes = attributeOrInput("axes", 3).orElseGet(() -> LongStream.range(0, starts.length).toArray());
        long[] steps = has(4) ? integers(4) : new NodeAttributes(NodeProto.getDefaultInstance()).integers("", starts.length, 1);
        long[] shape = x.shape().clone();
        boolean rowsOnly = axes.length == 1 && x.axis(axes[0]) == 0;
        Optional<double[]> values = rowsOnly ? x.values() : Optional.empty();
        for (int i = 0; i < starts.length; i++) {
            int axis = x.axis(axes[i]);
            long size = x.shape()[axis];
            long step = steps[i];
            long from = clamp(starts[i], size, step > 0 ? 0 : -1, step > 0 ? size : size - 1);
            long to = clamp(ends[i], size, step > 0 ? 0 : -1, step > 0 ? size : size - 1);
            shape[axis] = Math.max(0, step > 0 ? (to - from + step - 1) / step : (from - to - step - 1) / -step);
            long count = shape[axis];
            int row = size == 0 ? 0 : (int) (x.size() / size);
            values = values.map(all -> LongStream.range(0, count * row).mapToDouble(k -> all[(int) ((from + k / row * step) * row + k % row)]).toArray());
        }
        return new Known(shape, values);
    }

    private static long clamp(long index, long size, long least, long most) {
        long fromStart = index < 0 && index >= -size ? index + size : index < 0 ? least : index;
        return Math.max(least, Math.min(most, fromStart));
    }

    private Known tile() throws UnknownShapeException {
        long[] shape = shape(0).shape().clone();
        long[] times = integers(1);
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] *= times[axis];
        }
        return Known.ofShape(shape);
    }

    private Known pad() throws UnknownShapeException {
        Known x = shape(0);
        long[] pads = attributeOrInput("pads", 1).orElseThrow(this::unknown);
        long[] axes = has(3) ? integers(3) : LongStream.range(0, x.rank()).toArray();
        long[] shape = x.shape().clone();
        for (int i = 0; i < axes.length; i++) {
            shape[x.axis(axes[i])] += pads[i] + pads[i + axes.length];
        }
        return Known.ofShape(shape);
    }

    private Known gather() throws UnknownShapeException {
        Known x = shape(0);
        Known indices = shape(1);
        int axis = x.axis(attributes.integer("axis", 0));
        long[] shape = LongStream.concat(LongStream.concat(Arrays.stream(x.shape()).limit(axis), Arrays.stream(indices.shape())),
                Arrays.stream(x.shape()).skip(axis + 1L)).toArray();
        Optional<double[]> values = x.rank() == 1 && x.values().isPresent() && indices.values().isPresent()
                ? Optional.of(Arrays.stream(indices.values().get()).map(i -> x.values().get()[x.size() > 0 && i < 0 ? (int) (i + x.size()) : (int) i]).toArray())
                : Optional.empty();
        return new Known(shape, values);
    }

    private Known reduce() throws UnknownShapeException {
        Optional<long[]> axes = attributeOrInput("axes", 1).filter(list -> list.length > 0);
        if (axes.isEmpty() && attributes.integer("noop_with_empty_axes", 0) == 1) {
            return Known.ofShape(shape(0).shape());
        }
        return reduced(axes.isPresent() ? axes.get() : LongStream.range(0, shape(0).rank()).toArray());
    }

    private Known reduced(long[] axes) throws UnknownShapeException {
        Known x = shape(0);
        List<Integer> gone = Arrays.stream(axes).mapToObj(x::axis).toList();
        boolean keep = attributes.integer("keepdims", 1) == 1;
        List<Long> shape = new ArrayList<>();
        for (int axis = 0; axis < x.rank(); axis++) {
            if (!gone.contains(axis)) {
                shape.add(x.shape()[axis]);
            } else if (keep) {
                shape.add(1L);
            }
        }
        return Known.ofShape(shape.stream().mapToLong(Long::longValue).toArray());
    }

    private Known resize() throws UnknownShapeException {
        Known x = shape(0);
        if (!attributes.text("keep_aspect_ratio_policy", "stretch").equals("stretch")) {
            throw unknown();
        }
        long[] axes = attributes.integers("axes").orElseGet(() -> LongStream.range(0, x.rank()).toArray());
        long[] shape = x.shape().clone();
        int scales = node.getInputCount() == 2 ? 1 : 2;
        double[] by = has(3) ? numbers(3) : has(scales) ? numbers(scales) : attributes.floats("scales").orElseThrow(this::unknown);
        for (int i = 0; i < axes.length; i++) {
            int axis = x.axis(axes[i]);
            shape[axis] = has(3) ? (long) by[i] : (long) Math.floor(shape[axis] * by[i]);
        }
        return Known.ofShape(shape);
    }

    private Known depthToSpace() throws UnknownShapeException {
        long[] x = shape(0).shape();
        long block = attributes.integer("blocksize", 1);
        return Known.ofShape(x[0], x[1] / (block * block), x[2] * block, x[3] * block);
    }

    private Known spaceToDepth() throws UnknownShapeException {
        long[] x = shape(0).shape();
        long block = attributes.integer("blocksize", 1);
        return Known.ofShape(x[0], x[1] * block * block, x[2] / block, x[3] / block);
    }
}
