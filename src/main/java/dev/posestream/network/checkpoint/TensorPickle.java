package dev.posestream.network.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.Unpickler;

/**
 * Reads the pickle inside a PyTorch checkpoint, and can make nothing of it but tensors, dictionaries, lists, texts and numbers. A pickle is a
 * program that may ask for any object; one that asks for another is refused, as nobody knows what it was made for.
 */
final class TensorPickle extends Unpickler {

    /** A tensor whose numbers lie in another part of the file. */
    record Lazy(Storage storage, long offset, List<Long> shape, List<Long> strides) {}

    /** @param key names the part of the file */
    record Storage(StorageType type, String key, long count) {}

    /** A pickle that asks for what it may not have. */
    static final class RefusedException extends PickleException {

        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    private TensorPickle() {}

    /** @throws IOException when the pickle is cut short, damaged or asks for anything but tensors */
    static Object read(byte[] pickle) throws IOException {
        try {
            return new TensorPickle().load(new ByteArrayInputStream(pickle));
        } catch (RefusedException e) {
            throw new IOException(e.getMessage(), e);
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            throw new IOException("its pickle is damaged (" + e + ")", e);
        }
    }

    @Override
    protected Object dispatch(short key) throws IOException {
        switch (key) {
            case Opcodes.GLOBAL -> stack.add(global(line(), line()));
            case Opcodes.STACK_GLOBAL -> {
                String name = text(stack.pop());
                stack.add(global(text(stack.pop()), name));
            }
            case Opcodes.EMPTY_DICT -> stack.add(new LinkedHashMap<>());
            case Opcodes.DICT -> {
                List<Object> entries = stack.pop_all_since_marker();
                stack.add(put(new LinkedHashMap<>(), entries));
            }
            case Opcodes.SETITEM -> {
                Object value = stack.pop();
                put(stack.pop(), value);
            }
            case Opcodes.SETITEMS -> {
                List<Object> entries = stack.pop_all_since_marker();
                put(dictionaryOnTop(), entries);
            }
            case Opcodes.BUILD -> build();
            case Opcodes.EMPTY_SET, Opcodes.ADDITEMS, Opcodes.FROZENSET -> throw new RefusedException("its pickle makes a set, expected nothing but tensors");
            case Opcodes.INST, Opcodes.OBJ, Opcodes.NEWOBJ, Opcodes.NEWOBJ_EX, Opcodes.EXT1, Opcodes.EXT2, Opcodes.EXT4 ->
                throw new RefusedException("its pickle makes objects that are no tensors (opcode " + key + ")");
            default -> {
                return super.dispatch(key);
            }
        }
        return NO_RETURN_VALUE;
    }

    private void put(Object key, Object value) {
        dictionaryOnTop().put(key(key), value);
    }

    @SuppressWarnings("unchecked")
    private Map<Object, Object> dictionaryOnTop() {
        if (stack.peek() instanceof Map<?, ?> map) {
            return (Map<Object, Object>) map;
        }
        throw new RefusedException("its pickle puts entries into something that is no dictionary");
    }

    private static Map<Object, Object> put(Map<Object, Object> map, List<Object> entries) {
        for (int i = 0; i + 1 < entries.size(); i += 2) {
            map.put(key(entries.get(i)), entries.get(i + 1));
        }
        return map;
    }

    /** Nothing that holds other things: comparing two of those may take longer than anybody lives. */
    private static Object key(Object key) {
        if (key instanceof String || key instanceof Number || key instanceof Boolean) {
            return key;
        }
        throw new RefusedException("its pickle has a dictionary with keys that are neither texts nor numbers");
    }

    private static String text(Object found) {
        if (found instanceof String text) {
            return text;
        }
        throw new RefusedException("its pickle names something with what is no text");
    }

    /** Attributes of a dictionary, such as the versions of modules; not needed. */
    private void build() {
        stack.pop();
        if (!(stack.peek() instanceof Map)) {
            throw new RefusedException("its pickle sets attributes of something that is no dictionary");
        }
    }

    private static Object global(String module, String name) {
        if (module.equals("torch")) {
            return StorageType.of(name).<Object>map(type -> type).orElseThrow(() -> refused(module, name));
        }
        return switch (module + "." + name) {
            case "torch._utils._rebuild_tensor_v2" -> (IObjectConstructor) TensorPickle::tensor;
            case "torch._utils._rebuild_parameter" -> (IObjectConstructor) arguments -> arguments[0];
            case "collections.OrderedDict" -> (IObjectConstructor) TensorPickle::dictionary;
            default -> throw refused(module, name);
        };
    }

    private static RefusedException refused(String module, String name) {
        return new RefusedException("its pickle asks for '" + module + "." + name + "', expected nothing but tensors; "
                + "keep the weights only: torch.save({'state_dict': model.state_dict()}, file)");
    }

    private static Object dictionary(Object[] arguments) {
        Map<Object, Object> map = new LinkedHashMap<>();
        if (arguments.length > 0) {
            for (Object pair : (Iterable<?>) arguments[0]) {
                Object[] entry = pair instanceof List<?> list ? list.toArray() : (Object[]) pair;
                map.put(key(entry[0]), entry[1]);
            }
        }
        return map;
    }

    private static Object tensor(Object[] arguments) {
        return new Lazy((Storage) arguments[0], ((Number) arguments[1]).longValue(), numbers(arguments[2]), numbers(arguments[3]));
    }

    private static List<Long> numbers(Object tuple) {
        List<Long> numbers = new ArrayList<>();
        for (Object number : (Object[]) tuple) {
            numbers.add(((Number) number).longValue());
        }
        return numbers;
    }

    /** {@code ('storage', type, key, device, count)}. */
    @Override
    protected Object persistentLoad(Object id) {
        Object[] parts = (Object[]) id;
        if (parts.length < 5 || !"storage".equals(parts[0]) || !(parts[1] instanceof StorageType type)) {
            throw new RefusedException("its pickle refers to something outside that is no storage");
        }
        return new Storage(type, text(parts[2]), ((Number) parts[4]).longValue());
    }

    private String line() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = input.read(); b != '\n'; b = input.read()) {
            if (b < 0) {
                throw new IOException("its pickle is cut short");
            }
            bytes.write(b);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
