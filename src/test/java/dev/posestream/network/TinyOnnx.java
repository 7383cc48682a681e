package dev.posestream.network;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.posestream.pose.Skeleton;
import java.util.List;
import java.util.Optional;

/** Hand-made ONNX files; a negative size is a free dimension. */
public final class TinyOnnx {

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("tiny");

    public TinyOnnx input(String name, long... shape) {
        return input(name, TensorProto.DataType.FLOAT, shape);
    }

    public TinyOnnx input(String name, TensorProto.DataType type, long... shape) {
        graph.addInput(value(name, type, shape));
        return this;
    }

    public TinyOnnx output(String name, long... shape) {
        graph.addOutput(value(name, TensorProto.DataType.FLOAT, shape));
        return this;
    }

    /** A node of an operator that no runtime knows. */
    public TinyOnnx nonsense(String input, String output) {
        graph.addNode(NodeProto.newBuilder().setOpType("NoSuchOperator").addInput(input).addOutput(output)
                .addAttribute(AttributeProto.newBuilder().setName("a").setType(AttributeProto.AttributeType.INT).setI(1)));
        return this;
    }

    /**
     * A convolution whose kernel is as large as its stride.
     *
     * @param weights outputs x inputs x side x side of them
     */
    public TinyOnnx convolution(String input, String output, int inputs, int outputs, int side, float... weights) {
        TensorProto.Builder kernel = TensorProto.newBuilder().setName(output + ".weights").setDataType(TensorProto.DataType.FLOAT.getNumber());
        for (long size : new long[] {outputs, inputs, side, side}) {
            kernel.addDims(size);
        }
        for (float weight : weights) {
            kernel.addFloatData(weight);
        }
        graph.addInitializer(kernel);
        graph.addNode(NodeProto.newBuilder().setOpType("Conv").addInput(input).addInput(output + ".weights").addOutput(output)
                .addAttribute(AttributeProto.newBuilder().setName("strides").setType(AttributeProto.AttributeType.INTS).addInts(side).addInts(side)));
        return this;
    }

    public byte[] bytes() {
        return ModelProto.newBuilder().setIrVersion(8).setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17)).build().toByteArray();
    }

    public OnnxFile file() throws BadModelException {
        return OnnxFile.of("tiny.onnx", bytes());
    }

    public static ModelDescription pose() {
        return new ModelDescription("tiny", ModelDescription.Task.POSE, ModelDescription.Decoder.HEATMAP_DARK, 1 / 255.0,
                List.of(.485, .456, .406), List.of(.229, .224, .225), 1.25, .5, Optional.of(Skeleton.COCO17), "Apache-2.0", "a test");
    }

    public static ModelDescription person() {
        return new ModelDescription("tiny", ModelDescription.Task.PERSON, ModelDescription.Decoder.CENTER, 1,
                List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0), 1, 0, Optional.empty(), "Apache-2.0", "a test");
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (long size : shape) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            dimensions.addDim(size < 0 ? dimension.setDimParam("free") : dimension.setDimValue(size));
        }
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(
                TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(dimensions))).build();
    }
}
