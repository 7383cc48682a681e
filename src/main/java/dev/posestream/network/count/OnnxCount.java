package dev.posestream.network.count;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.posestream.network.OnnxFile;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an ONNX graph costs.
 *
 * @param parameters   numbers in the floating-point constants that its nodes read, 16-bit ones too
 * @param operators    how many nodes there are of each
 * @param multiplyAdds for one picture, of convolutions and matrix products as the graph executes them; empty when they can't be told
 * @param unknown      why not, naming the node; otherwise empty
 */
public record OnnxCount(long parameters, Map<String, Integer> operators, OptionalLong multiplyAdds, String unknown) {

    private static final Set<TensorProto.DataType> FLOATING = EnumSet.of(TensorProto.DataType.FLOAT, TensorProto.DataType.FLOAT16,
            TensorProto.DataType.BFLOAT16, TensorProto.DataType.DOUBLE);

    private static final Set<String> COUNTED = Set.of("Conv", "FusedConv", "ConvTranspose", "MatMul", "FusedMatMul", "Gemm", "FusedGemm");

    /** They multiply and add too, and how much is not told here; so does, perhaps, everything outside ONNX's own operators. */
    private static final Set<String> UNCOUNTED = Set.of("Einsum", "ConvInteger", "MatMulInteger", "QLinearConv", "QLinearMatMul", "DeformConv", "LSTM", "GRU",
            "RNN", "If", "Loop", "Scan", "SequenceMap", "Attention", "DFT", "STFT");
    private static final Set<String> FREE_OF_PRODUCTS = Set.of("Gelu", "FastGelu", "QuickGelu", "BiasGelu");
    private static final Set<String> OWN_DOMAINS = Set.of("", "ai.onnx");

    /** @param sides height and width of the picture, for an input that leaves them free */
    public static OnnxCount of(OnnxFile file, Optional<List<Integer>> sides) {
        GraphProto graph;
        try {
            graph = ModelProto.parseFrom(file.bytes()).getGraph();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the bytes of " + file.name() + " changed since they were read", e);
        }
        Map<String, Integer> operators = new TreeMap<>();
        nodes(graph).forEach(node -> operators.merge(operator(node), 1, Integer::sum));
        try {
            return new OnnxCount(parameters(graph), operators, OptionalLong.of(multiplyAdds(graph, ShapeInference.of(graph, sides))), "");
        } catch (UnknownShapeException e) {
            return new OnnxCount(parameters(graph), operators, OptionalLong.empty(), e.getMessage());
        }
    }

    private static String operator(NodeProto node) {
        return OWN_DOMAINS.contains(node.getDomain()) ? node.getOpType() : node.getDomain() + "." + node.getOpType();
    }

    /** Those of the branches and bodies inside nodes too. */
    private static Stream<NodeProto> nodes(GraphProto graph) {
        return graph.getNodeList().stream().flatMap(node -> Stream.concat(Stream.of(node), inner(node).flatMap(OnnxCount::nodes)));
    }

    private static Stream<GraphProto> graphs(GraphProto graph) {
        return Stream.concat(Stream.of(graph), graph.getNodeList().stream().flatMap(OnnxCount::inner).flatMap(OnnxCount::graphs));
    }

    private static Stream<GraphProto> inner(NodeProto node) {
        return node.getAttributeList().stream().flatMap(attribute ->
                Stream.concat(attribute.hasG() ? Stream.of(attribute.getG()) : Stream.empty(), attribute.getGraphsList().stream()));
    }

    private static long parameters(GraphProto graph) {
        Set<String> read = new HashSet<>();
        nodes(graph).forEach(node -> read.addAll(node.getInputList()));
        long initializers = graphs(graph).flatMap(part -> part.getInitializerList().stream()).filter(tensor -> read.contains(tensor.getName()))
                .mapToLong(OnnxCount::floats).sum();
        long constants = nodes(graph).filter(node -> node.getOpType().equals("Constant") && read.contains(node.getOutput(0)))
                .flatMap(node -> node.getAttributeList().stream()).filter(AttributeProto::hasT).mapToLong(attribute -> floats(attribute.getT())).sum();
        return initializers + constants;
    }

    private static long floats(TensorProto tensor) {
        boolean floating = FLOATING.contains(TensorProto.DataType.forNumber(tensor.getDataType()));
        return floating ? tensor.getDimsList().stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b) : 0;
    }

    private static long multiplyAdds(GraphProto graph, ShapeInference shapes) throws UnknownShapeException {
        long sum = 0;
        for (NodeProto node : graph.getNodeList()) {
            boolean own = OWN_DOMAINS.contains(node.getDomain());
            boolean counted = COUNTED.contains(node.getOpType()) && (own || node.getDomain().equals("com.microsoft"));
            if (counted) {
                sum += multiplyAdds(node, shapes);
            } else if (UNCOUNTED.contains(node.getOpType()) || !own && !FREE_OF_PRODUCTS.contains(node.getOpType())) {
                throw new UnknownShapeException(ShapeInference.name(node) + " can't be counted");
            }
        }
        return sum / shapes.pictures();
    }

    private static long multiplyAdds(NodeProto node, ShapeInference shapes) throws UnknownShapeException {
        try {
            return products(node, shapes);
        } catch (ArithmeticException | IndexOutOfBoundsException e) {
            throw new UnknownShapeException(ShapeInference.name(node) + " has inputs that do not fit it");
        }
    }

    private static long products(NodeProto node, ShapeInference shapes) throws UnknownShapeException {
        Known first = shapes.shape(node.getInput(0));
        Known second = shapes.shape(node.getInput(1));
        Known output = shapes.shape(node.getOutput(0));
        NodeAttributes attributes = new NodeAttributes(node);
        return switch (node.getOpType()) {
            case "Conv", "FusedConv" -> Math.multiplyExact(output.size(), filter(second));
            case "ConvTranspose" -> Math.multiplyExact(first.size(), filter(second));
            default -> Math.multiplyExact(output.size(), first.shape()[first.rank() - (attributes.integer("transA", 0) == 0 ? 1 : 2)]);
        };
    }

    /** Weights that go into one number. */
    private static long filter(Known weights) {
        return Arrays.stream(weights.shape()).skip(1).reduce(1, Math::multiplyExact);
    }
}
