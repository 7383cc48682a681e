package dev.posestream.network.count;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Reads the few numbers of tensors that say shapes, axes and factors. */
final class SmallValues {

    /** More are no shape. */
    static final int MOST = 64;

    private SmallValues() {}

    /** @return empty for many numbers, and for types that say no shapes */
    static Optional<double[]> of(TensorProto tensor) {
        long count = tensor.getDimsList().stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
        if (count < 0 || count > MOST) {
            return Optional.empty();
        }
        try {
            return read(tensor, (int) count);
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static Optional<double[]> read(TensorProto tensor, int count) {
        double[] values = new double[count];
        ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        boolean isRaw = tensor.hasRawData();
        TensorProto.DataType type = TensorProto.DataType.forNumber(tensor.getDataType());
        for (int i = 0; i < count; i++) {
            if (type == TensorProto.DataType.INT64) {
                values[i] = isRaw ? raw.getLong(i * Long.BYTES) : tensor.getInt64Data(i);
            } else if (type == TensorProto.DataType.INT32) {
                values[i] = isRaw ? raw.getInt(i * Integer.BYTES) : tensor.getInt32Data(i);
            } else if (type == TensorProto.DataType.FLOAT) {
                values[i] = isRaw ? raw.getFloat(i * Float.BYTES) : tensor.getFloatData(i);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }
}
