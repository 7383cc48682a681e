package dev.posestream.network.count;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows a picture through an ONNX graph, shape by shape. What it does not know stays unknown, with the node where that began; nothing is
 * guessed.
 */
final class ShapeInference {

    private static final int PICTURE_RANK = 4;

    private final Map<String, Known> known = new HashMap<>();
    private final Map<String, String> unknown = new HashMap<>();
    private final Map<String, Long> namedSizes = new HashMap<>();
    private final Map<String, TypeProto.Tensor> declared = new HashMap<>();
    private long pictures = 1;

    /** Free batches count as one picture. @param sides height and width where the input leaves them free */
    static ShapeInference of(GraphProto graph, Optional<List<Integer>> sides) {
        ShapeInference inference = new ShapeInference();
        for (TensorProto tensor : graph.getInitializerList()) {
            inference.known.put(tensor.getName(), constant(tensor));
        }
        graph.getInputList().stream().filter(input -> !inference.known.containsKey(input.getName())).forEach(input -> inference.input(input, sides));
        graph.getValueInfoList().forEach(value -> inference.declared.put(value.getName(), value.getType().getTensorType()));
        graph.getOutputList().forEach(value -> inference.declared.put(value.getName(), value.getType().getTensorType()));
        graph.getNodeList().forEach(inference::node);
        return inference;
    }

    static Known constant(TensorProto tensor) {
        return new Known(tensor.getDimsList().stream().mapToLong(Long::longValue).toArray(), SmallValues.of(tensor));
    }

    /** @throws UnknownShapeException when it can't be told */
    Known shape(String tensor) throws UnknownShapeException {
        Known shape = known.get(tensor);
        if (shape == null) {
            throw new UnknownShapeException(unknown.getOrDefault(tensor, "no node makes " + tensor));
        }
        return shape;
    }

    /** In the batch that was followed: 1, unless the file fixes another. */
    long pictures() {
        return pictures;
    }

    private void input(ValueInfoProto input, Optional<List<Integer>> sides) {
        TypeProto.Tensor type = input.getType().getTensorType();
        long[] shape = new long[type.getShape().getDimCount()];
        boolean free = !type.hasShape();
        for (int axis = 0; axis < shape.length; axis++) {
            TensorShapeProto.Dimension size = type.getShape().getDim(axis);
            boolean side = shape.length == PICTURE_RANK && axis >= 2 && sides.isPresent();
            if (size.getDimValue() > 0) {
                shape[axis] = size.getDimValue();
            } else if (axis == 0 || side) {
                shape[axis] = axis == 0 ? 1 : sides.get().get(axis - 2);
                namedSizes.put(size.getDimParam(), shape[axis]);
            } else {
                free = true;
            }
        }
        namedSizes.remove("");
        if (free) {
            unknown.put(input.getName(), "input " + input.getName() + " leaves its size free; give one with --input");
        } else {
            known.put(input.getName(), Known.ofShape(shape));
            pictures = shape.length == PICTURE_RANK ? Math.max(pictures, shape[0]) : pictures;
        }
    }

    private void node(NodeProto node) {
        try {
            List<Known> outputs = NodeShapes.of(node, this);
            for (int i = 0; i < Math.min(outputs.size(), node.getOutputCount()); i++) {
                known.put(node.getOutput(i), outputs.get(i));
            }
        } catch (UnknownShapeException e) {
            node.getOutputList().forEach(output -> unknown.put(output, e.getMessage()));
        } catch (RuntimeException e) {
            // A node whose attributes do not fit its inputs breaks a rule in its own way; all that matters is that its shape is not known.
            node.getOutputList().forEach(output -> unknown.put(output, name(node) + " has no known shape"));
        }
        node.getOutputList().stream().filter(output -> !known.containsKey(output)).forEach(output -> {
            fromDeclaration(output).ifPresent(shape -> known.put(output, shape));
            unknown.putIfAbsent(output, name(node) + " has no known shape");
        });
    }

    /** What the file itself says, where every size of it is a number or goes by a name that is known. */
    private Optional<Known> fromDeclaration(String tensor) {
        TypeProto.Tensor type = declared.get(tensor);
        if (type == null || !type.hasShape()) {
            return Optional.empty();
        }
        List<TensorShapeProto.Dimension> sizes = type.getShape().getDimList();
        long[] shape = sizes.stream().mapToLong(size -> size.getDimValue() > 0 ? size.getDimValue() : namedSizes.getOrDefault(size.getDimParam(), 0L)).toArray();
        return java.util.Arrays.stream(shape).allMatch(size -> size > 0) ? Optional.of(Known.ofShape(shape)) : Optional.empty();
    }

    /** What messages call a node. */
    static String name(NodeProto node) {
        String name = !node.getName().isEmpty() ? node.getName() : node.getOutputCount() > 0 ? node.getOutput(0) : "?";
        return "node " + name + " (" + (node.getDomain().isEmpty() ? "" : node.getDomain() + ".") + node.getOpType() + ")";
    }
}
