package dev.posestream.network;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Locale;

/** Reads what ONNX's {@code ValueInfoProto} says of a tensor. */
final class DeclaredTensor {

    private DeclaredTensor() {}

    static TensorInfo of(ValueInfoProto value) {
        if (!value.getType().hasTensorType()) {
            return new TensorInfo(value.getName(), "no tensor", List.of());
        }
        TypeProto.Tensor tensor = value.getType().getTensorType();
        TensorProto.DataType type = TensorProto.DataType.forNumber(tensor.getElemType());
        String elementType = type == null ? "type " + tensor.getElemType() : type.name().toLowerCase(Locale.ROOT);
        return new TensorInfo(value.getName(), elementType,
                tensor.getShape().getDimList().stream().map(DeclaredTensor::size).toList());
    }

    private static long size(TensorShapeProto.Dimension dimension) {
        boolean fixed = dimension.hasDimValue() && dimension.getDimValue() > 0;
        return fixed ? dimension.getDimValue() : TensorInfo.FREE;
    }
}
