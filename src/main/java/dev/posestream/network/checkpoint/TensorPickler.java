package dev.posestream.network.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import net.razorvine.pickle.Opcodes;

/**
 * Writes a pickle (protocol 2) of dictionaries, texts and tensors, the way PyTorch does: a tensor is a call of {@code _rebuild_tensor_v2} with
 * the storage that its numbers lie in, its offset there, its shape and its strides.
 */
final class TensorPickler {

    private static final int PROTOCOL = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    TensorPickler() {
        opcode(Opcodes.PROTO);
        out.write(PROTOCOL);
    }

    void beginDictionary() {
        opcode(Opcodes.EMPTY_DICT);
        opcode(Opcodes.MARK);
    }

    void beginOrderedDictionary() {
        emptyOrderedDictionary();
        opcode(Opcodes.MARK);
    }

    /** What was written since it began are keys and values by turns. */
    void endDictionary() {
        opcode(Opcodes.SETITEMS);
    }

    void text(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        opcode(Opcodes.BINUNICODE);
        fourBytes(bytes.length);
        out.writeBytes(bytes);
    }

    /** @param key the part of the file with its numbers */
    void tensor(Tensor tensor, String key) {
        boolean floats = tensor instanceof Tensor.Floats;
        long count = tensor.shape().stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        global("torch._utils", "_rebuild_tensor_v2");
        opcode(Opcodes.MARK);
        opcode(Opcodes.MARK);
        text("storage");
        global("torch", (floats ? StorageType.FLOAT : StorageType.LONG).className());
        text(key);
        text("cpu");
        integer(Math.toIntExact(count));
        opcode(Opcodes.TUPLE);
        opcode(Opcodes.BINPERSID);
        integer(0);
        tuple(tensor.shape());
        tuple(strides(tensor.shape()));
        opcode(Opcodes.NEWFALSE);
        emptyOrderedDictionary();
        opcode(Opcodes.TUPLE);
        opcode(Opcodes.REDUCE);
    }

    byte[] end() {
        opcode(Opcodes.STOP);
        return out.toByteArray();
    }

    private static List<Integer> strides(List<Integer> shape) {
        Integer[] strides = new Integer[shape.size()];
        int stride = 1;
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= Math.max(1, shape.get(axis));
        }
        return List.of(strides);
    }

    private void emptyOrderedDictionary() {
        global("collections", "OrderedDict");
        opcode(Opcodes.EMPTY_TUPLE);
        opcode(Opcodes.REDUCE);
    }

    void tuple(List<Integer> numbers) {
        opcode(Opcodes.MARK);
        numbers.forEach(this::integer);
        opcode(Opcodes.TUPLE);
    }

    private void integer(int number) {
        opcode(Opcodes.BININT);
        fourBytes(number);
    }

    private void global(String module, String name) {
        opcode(Opcodes.GLOBAL);
        out.writeBytes((module + "\n" + name + "\n").getBytes(UTF_8));
    }

    private void fourBytes(int number) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
    }

    private void opcode(short code) {
        out.write(code);
    }
}
