package dev.posestream.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.posestream.network.checkpoint.Tensor;
import dev.posestream.network.graph.Feature;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** An ONNX model under construction (operator set 17). Values are referred to by their names. */
final class OnnxBuilder {

    private static final int OPERATOR_SET = 17;
    private static final int IR_VERSION = 8;
    private static final String BLOCKED_DOMAIN = "com.microsoft.nchwc";
    private static final String INTEGERS = "shape";
    private static final String FLOATS = "floats";

    private final GraphProto.Builder graph;
    private final TensorShapeProto.Dimension batch;
    private final Set<String> constants = new HashSet<>();
    private final Set<String> domains = new TreeSet<>();
    private int temporaries;

    /** For any batch size. */
    OnnxBuilder(String name) {
        this(name, TensorShapeProto.Dimension.newBuilder().setDimParam("batch").build());
    }

    /** For one batch size. */
    OnnxBuilder(String name, int batch) {
        this(name, TensorShapeProto.Dimension.newBuilder().setDimValue(batch).build());
    }

    private OnnxBuilder(String name, TensorShapeProto.Dimension batch) {
        graph = GraphProto.newBuilder().setName(name);
        this.batch = batch;
    }

    /** A name that nothing else has. */
    String temporary() {
        return "t" + temporaries++;
    }

    void input(String name, Feature feature) {
        graph.addInput(declared(name, feature));
    }

    void output(String name, Feature feature) {
        graph.addOutput(declared(name, feature));
    }

    /** An output whose sizes the runtime tells. */
    void freeOutput(String name) {
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT.getNumber()).build();
        graph.addOutput(ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(tensor)));
    }

    /** A weight. */
    String tensor(String name, Tensor tensor) {
        TensorProto.Builder proto = TensorProto.newBuilder().setName(name);
        tensor.shape().forEach(proto::addDims);
        if (tensor instanceof Tensor.Floats floats) {
            ByteBuffer bytes = ByteBuffer.allocate(floats.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(floats.values());
            proto.setDataType(TensorProto.DataType.FLOAT.getNumber()).setRawData(ByteString.copyFrom(bytes));
        } else if (tensor instanceof Tensor.Longs longs) {
            ByteBuffer bytes = ByteBuffer.allocate(longs.values().length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asLongBuffer().put(longs.values());
            proto.setDataType(TensorProto.DataType.INT64.getNumber()).setRawData(ByteString.copyFrom(bytes));
        }
        graph.addInitializer(proto);
        return name;
    }

    /** Whether an initializer of that name is no weight, but a list of numbers that an operator needs. */
    static boolean isConstant(String name) {
        return name.startsWith(INTEGERS + "[") || name.startsWith(FLOATS + "[");
    }

    /** A list of whole numbers, written once. */
    private String integers(long... values) {
        String name = INTEGERS + Arrays.toString(values).replace(" ", "");
        if (constants.add(name)) {
            tensor(name, new Tensor.Longs(List.of(values.length), values));
        }
        return name;
    }

    private String floats(float... values) {
        String name = FLOATS + Arrays.toString(values).replace(" ", "");
        if (constants.add(name)) {
            tensor(name, new Tensor.Floats(List.of(values.length), values));
        }
        return name;
    }

    /** @param output what the result is called */
    void node(String output, String operator, List<String> inputs, AttributeProto... attributes) {
        node(List.of(output), operator, inputs, attributes);
    }

    private void node(List<String> outputs, String operator, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder().setName(outputs.get(0)).setOpType(operator).addAllInput(inputs).addAllOutput(outputs)
                .addAllAttribute(List.of(attributes)));
    }

    /** @param shape 0 keeps a dimension, -1 takes what is left */
    void reshape(String output, String input, long... shape) {
        node(output, "Reshape", List.of(input, integers(shape)));
    }

    String reshaped(String input, long... shape) {
        String output = temporary();
        reshape(output, input, shape);
        return output;
    }

    String transposed(String input, long... axes) {
        String output = temporary();
        node(output, "Transpose", List.of(input), list("perm", axes));
        return output;
    }

    String product(String first, String second) {
        String output = temporary();
        node(output, "MatMul", List.of(first, second));
        return output;
    }

    void split(List<String> outputs, String input, int axis, long... sizes) {
        node(outputs, "Split", List.of(input, integers(sizes)), integer("axis", axis));
    }

    /** The mean of each row, then of each column: [batch, channels, height + width, 1]. */
    void stripPool(String output, String input, Feature x) {
        String rows = meanOver(input, 3);
        String columns = reshaped(meanOver(input, 2), 0, x.channels(), x.width(), 1);
        node(output, "Concat", List.of(rows, columns), integer("axis", 2));
    }

    void stripSplit(String rows, String columns, String input, int height, Feature wide) {
        String upright = temporary();
        split(List.of(rows, upright), input, 2, height, wide.width());
        reshape(columns, upright, 0, wide.channels(), 1, wide.width());
    }

    /** The axis stays, with size 1. */
    private String meanOver(String input, long axis) {
        String output = temporary();
        node(output, "ReduceMean", List.of(input), list("axes", axis), integer("keepdims", 1));
        return output;
    }

    void scale(String output, String input, double factor) {
        node(output, "Mul", List.of(input, floats((float) factor)));
    }

    String concat(List<String> inputs, long axis) {
        String output = temporary();
        node(output, "Concat", inputs, integer("axis", axis));
        return output;
    }

    void enlargeNearest(String output, String input, float vertically, float horizontally) {
        node(output, "Resize", List.of(input, "", floats(1, 1, vertically, horizontally)), text("mode", "nearest"),
                text("coordinate_transformation_mode", "asymmetric"), text("nearest_mode", "floor"));
    }

    void enlargeBilinear(String output, String input, float vertically, float horizontally) {
        node(output, "Resize", List.of(input, "", floats(1, 1, vertically, horizontally)), text("mode", "linear"),
                text("coordinate_transformation_mode", "align_corners"));
    }

    private void node(String domain, String output, String operator, List<String> inputs, AttributeProto... attributes) {
        domains.add(domain);
        graph.addNode(NodeProto.newBuilder().setName(output).setDomain(domain).setOpType(operator).addAllInput(inputs).addOutput(output)
                .addAllAttribute(List.of(attributes)));
    }

    /** A node with one output, which is returned. */
    String result(String operator, List<String> inputs, AttributeProto... attributes) {
        String output = temporary();
        node(output, operator, inputs, attributes);
        return output;
    }

    /** Likewise, of ONNX Runtime's blocked operators. */
    String blocked(String operator, List<String> inputs, AttributeProto... attributes) {
        String output = temporary();
        node(BLOCKED_DOMAIN, output, operator, inputs, attributes);
        return output;
    }

    /** A weight without a name of its own. */
    String constant(float[] values, Integer... shape) {
        return tensor(temporary(), new Tensor.Floats(List.of(shape), values));
    }

    ModelProto build(String producer) {
        ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(IR_VERSION).setProducerName(producer)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET)).setGraph(graph);
        domains.forEach(domain -> model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(1)));
        return model.build();
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value).build();
    }

    static AttributeProto real(String name, float value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOAT).setF(value).build();
    }

    static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(value)).build();
    }

    static AttributeProto list(String name, long... values) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        return attribute.build();
    }

    private ValueInfoProto declared(String name, Feature feature) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder().addDim(batch);
        for (int size : new int[] {feature.channels(), feature.height(), feature.width()}) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT.getNumber()).setShape(shape).build();
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(tensor)).build();
    }
}
