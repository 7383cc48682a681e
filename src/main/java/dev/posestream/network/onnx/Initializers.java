package dev.posestream.network.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.posestream.network.ModelMetadata;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.TensorInfo;
import dev.posestream.network.checkpoint.BadCheckpointException;
import dev.posestream.network.checkpoint.StoredTensors;
import dev.posestream.network.checkpoint.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the weights back out of the {@link TrainingForm}. */
final class Initializers {

    private static final String KEPT_BY_NORMS = ".running_var";

    private static final Set<String> OF_THE_GRAPH = Set.of(ModelMetadata.ARCH, ModelMetadata.FORM, ModelMetadata.PREFIX + "version");

    private Initializers() {}

    /** @throws BadCheckpointException when the weights are not there under a checkpoint's names, or not whole */
    static StoredTensors read(OnnxFile file) throws BadCheckpointException {
        if (Form.SERVING.label().equals(file.metadata().get(ModelMetadata.FORM))) {
            throw new BadCheckpointException(file.name() + " is the serving form of " + file.metadata().get(ModelMetadata.ARCH)
                    + ": its batch norms are folded into other weights, so the checkpoint can't be had back; expected the training form (--form training) or a checkpoint");
        }
        List<TensorProto> weights = parsed(file).getGraph().getInitializerList().stream().filter(proto -> !OnnxBuilder.isConstant(proto.getName())).toList();
        if (weights.stream().noneMatch(proto -> proto.getName().endsWith(KEPT_BY_NORMS))) {
            throw new BadCheckpointException(file.name() + " holds no weights under a checkpoint's names (none of its " + weights.size()
                    + " initializers ends in " + KEPT_BY_NORMS + "); expected the training form that 'model build' and 'model import --form training' write");
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (TensorProto proto : weights) {
            tensors.put(proto.getName(), tensor(file, proto));
        }
        return new StoredTensors(tensors, notes(file));
    }

    /** The values of all that hold 32-bit floats, by name. */
    static Map<String, float[]> floats(OnnxFile file) throws BadCheckpointException {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (TensorProto proto : parsed(file).getGraph().getInitializerList()) {
            if (proto.getDataType() == TensorProto.DataType.FLOAT.getNumber() && tensor(file, proto) instanceof Tensor.Floats floats) {
                values.put(proto.getName(), floats.values());
            }
        }
        return values;
    }

    private static Map<String, String> notes(OnnxFile file) {
        Map<String, String> notes = new LinkedHashMap<>();
        file.metadata().entrySet().stream().filter(entry -> entry.getKey().startsWith(ModelMetadata.PREFIX) && !OF_THE_GRAPH.contains(entry.getKey()))
                .forEach(entry -> notes.put(entry.getKey(), entry.getValue()));
        if (file.metadata().containsKey(ModelMetadata.ARCH)) {
            notes.put(StoredTensors.ARCH, file.metadata().get(ModelMetadata.ARCH));
        }
        if (file.inputs().size() == 1 && file.inputs().get(0).rank() == 4) {
            TensorInfo input = file.inputs().get(0);
            if (!input.isFree(2) && !input.isFree(3)) {
                notes.put(StoredTensors.INPUT, input.size(2) + "x" + input.size(3));
            }
        }
        return notes;
    }

    private static ModelProto parsed(OnnxFile file) {
        try {
            return ModelProto.parseFrom(file.bytes());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the bytes of " + file.name() + " changed since they were read", e);
        }
    }

    private static Tensor tensor(OnnxFile file, TensorProto proto) throws BadCheckpointException {
        TensorProto.DataType type = TensorProto.DataType.forNumber(proto.getDataType());
        try {
            List<Integer> shape = proto.getDimsList().stream().map(Math::toIntExact).toList();
            ByteBuffer raw = proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            if (type == TensorProto.DataType.FLOAT) {
                float[] values = new float[proto.hasRawData() ? raw.remaining() / Float.BYTES : proto.getFloatDataCount()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = proto.hasRawData() ? raw.getFloat() : proto.getFloatData(i);
                }
                return new Tensor.Floats(shape, values);
            }
            if (type == TensorProto.DataType.INT64) {
                long[] values = new long[proto.hasRawData() ? raw.remaining() / Long.BYTES : proto.getInt64DataCount()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = proto.hasRawData() ? raw.getLong() : proto.getInt64Data(i);
                }
                return new Tensor.Longs(shape, values);
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new BadCheckpointException(file.name() + ": " + proto.getName() + " is damaged: " + e.getMessage(), e);
        }
        throw new BadCheckpointException(file.name() + ": " + proto.getName() + " is of type " + type + ", expected FLOAT or INT64, as the training form has them");
    }
}
