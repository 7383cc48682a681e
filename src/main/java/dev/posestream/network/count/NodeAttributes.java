package dev.posestream.network.count;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Optional;

/** Reads a node's attributes. */
record NodeAttributes(NodeProto node) {

    private Optional<AttributeProto> find(String name) {
        return node.getAttributeList().stream().filter(attribute -> attribute.getName().equals(name)).findFirst();
    }

    boolean has(String name) {
        return find(name).isPresent();
    }

    long integer(String name, long otherwise) {
        return find(name).map(AttributeProto::getI).orElse(otherwise);
    }

    String text(String name, String otherwise) {
        return find(name).map(attribute -> attribute.getS().toStringUtf8()).orElse(otherwise);
    }

    /** @return empty where there is none of that name */
    Optional<long[]> integers(String name) {
        return find(name).map(attribute -> attribute.getIntsList().stream().mapToLong(Long::longValue).toArray());
    }

    long[] integers(String name, int count, long otherwise) {
        return integers(name).orElseGet(() -> {
            long[] same = new long[count];
            java.util.Arrays.fill(same, otherwise);
            return same;
        });
    }

    Optional<double[]> floats(String name) {
        return find(name).map(attribute -> attribute.getFloatsList().stream().mapToDouble(Float::doubleValue).toArray());
    }

    Optional<TensorProto> tensor(String name) {
        return find(name).filter(AttributeProto::hasT).map(AttributeProto::getT);
    }
}
