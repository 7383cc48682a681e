package dev.posestream.network.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A file that {@code torch.save} wrote, since PyTorch 1.6: a zip archive with a pickle that describes the tensors, and a part with the numbers of
 * each. Nothing in it is executed.
 */
public final class TorchFile {

    static final long LARGEST_PICKLE = 64L << 20;

    private static final String PICKLE = "/data.pkl";
    private static final String NOTES = "meta";

    /** Where programs keep the weights beside other things, the best place first. */
    private static final List<String> PLACES = List.of("state_dict", "model_state_dict", "model", "net", "state_dict_ema", "model_ema");

    private final ZipFile zip;
    private final String folder;
    private final ByteOrder order;
    private String lastKey = "";
    private ByteBuffer lastNumbers = ByteBuffer.allocate(0);

    private TorchFile(ZipFile zip, String folder, ByteOrder order) {
        this.zip = zip;
        this.folder = folder;
        this.order = order;
    }

    /**
     * The tensors of its {@code state_dict}, of another place where weights are kept, such as {@code model}, or of the file itself where it has
     * none; in the file's order. 16 and 64-bit floats become 32-bit ones. What else is in the file, such as an optimizer's state, is left out.
     *
     * @throws BadCheckpointException when it is no such file, is cut short, or its pickle asks for anything but tensors
     * @throws IOException            when it can't be read
     */
    public static Map<String, Tensor> read(Path file) throws BadCheckpointException, IOException {
        return open(file).tensors();
    }

    /** As {@link #read}, with the texts that the file has under {@code meta}. */
    static StoredTensors open(Path file) throws BadCheckpointException, IOException {
        if (!Files.isRegularFile(file)) {
            throw new BadCheckpointException("checkpoint " + file + " does not exist, or is no file");
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            String pickle = zip.stream().map(ZipEntry::getName).filter(name -> name.endsWith(PICKLE)).findFirst()
                    .orElseThrow(() -> new BadCheckpointException(file + " is no PyTorch checkpoint: a zip archive without data.pkl"));
            String folder = pickle.substring(0, pickle.length() - PICKLE.length());
            TorchFile torch = new TorchFile(zip, folder, order(zip, folder));
            return torch.stored(file, TensorPickle.read(torch.bytes(zip.getEntry(pickle), LARGEST_PICKLE)));
        } catch (ZipException e) {
            throw new BadCheckpointException(file + " is no PyTorch checkpoint, or it is cut short: " + e.getMessage()
                    + "; expected what torch.save writes since PyTorch 1.6", e);
        } catch (IOException e) {
            throw new BadCheckpointException(file + " can't be read as a PyTorch checkpoint: " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new BadCheckpointException(file + " is too large to be read as a checkpoint in " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB of memory", e);
        }
    }

    private static ByteOrder order(ZipFile zip, String folder) throws IOException {
        ZipEntry entry = zip.getEntry(folder + "/byteorder");
        boolean big = entry != null && new String(zip.getInputStream(entry).readNBytes(3), StandardCharsets.US_ASCII).equals("big");
        return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** A compressed entry may say that it is small and be endless. */
    private byte[] bytes(ZipEntry entry, long most) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(Math.toIntExact(Math.min(most, Integer.MAX_VALUE - 9L)) + 1);
            if (bytes.length > most) {
                throw new IOException("its entry " + entry.getName() + " is longer than the " + most + " bytes that it can have");
            }
            return bytes;
        }
    }

    private StoredTensors stored(Path file, Object root) throws BadCheckpointException, IOException {
        if (!(root instanceof Map<?, ?> map)) {
            throw new BadCheckpointException(file + " holds no dictionary of tensors");
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : weights(map).entrySet()) {
            if (entry.getKey() instanceof String name && entry.getValue() instanceof TensorPickle.Lazy lazy) {
                tensors.put(name, tensor(name, lazy));
            }
        }
        if (tensors.isEmpty()) {
            throw new BadCheckpointException(file + " holds no tensors at its top, and none under any of " + PLACES + "; it has " + map.keySet());
        }
        return new StoredTensors(tensors, notes(map));
    }

    private static Map<?, ?> weights(Map<?, ?> root) {
        for (String place : PLACES) {
            if (root.get(place) instanceof Map<?, ?> state && state.values().stream().anyMatch(TensorPickle.Lazy.class::isInstance)) {
                return state;
            }
        }
        return root;
    }

    private static Map<String, String> notes(Map<?, ?> root) {
        Map<String, String> notes = new LinkedHashMap<>();
        if (root.get(NOTES) instanceof Map<?, ?> meta) {
            meta.forEach((key, value) -> {
                if (key instanceof String name && value instanceof String text) {
                    notes.put(name, text);
                }
            });
        }
        return notes;
    }

    private Tensor tensor(String name, TensorPickle.Lazy lazy) throws IOException {
        ByteBuffer numbers = numbers(name, lazy.storage());
        try {
            return tensor(lazy, numbers);
        } catch (IndexOutOfBoundsException | ArithmeticException | IllegalArgumentException e) {
            throw new IOException("the numbers of " + name + " do not fit its shape " + lazy.shape() + ": " + numbers.capacity() + " bytes", e);
        }
    }

    /** Tensors that share their numbers mostly follow each other. */
    private ByteBuffer numbers(String name, TensorPickle.Storage storage) throws IOException {
        if (!lastKey.equals(storage.key())) {
            ZipEntry entry = zip.getEntry(folder + "/data/" + storage.key());
            if (entry == null) {
                throw new IOException("the numbers of " + name + " are missing");
            }
            long most = storage.count() < 0 || storage.count() > Integer.MAX_VALUE ? Integer.MAX_VALUE : storage.count() * storage.type().bytes();
            lastNumbers = ByteBuffer.wrap(bytes(entry, most)).order(order);
            lastKey = storage.key();
        }
        return lastNumbers;
    }

    private static Tensor tensor(TensorPickle.Lazy lazy, ByteBuffer bytes) {
        List<Integer> shape = lazy.shape().stream().map(Math::toIntExact).toList();
        if (shape.stream().anyMatch(size -> size < 0) || lazy.strides().size() != shape.size()) {
            throw new IllegalArgumentException("no shape");
        }
        int count = Math.toIntExact(lazy.shape().stream().reduce(1L, Math::multiplyExact));
        StorageType type = lazy.storage().type();
        if ((long) count * type.bytes() > Math.max(1L, bytes.capacity()) * 64) {
            throw new IllegalArgumentException("more numbers than there are");
        }
        float[] floats = new float[type.isFloating() ? count : 0];
        long[] longs = new long[type.isFloating() ? 0 : count];
        int[] at = new int[shape.size()];
        for (int i = 0; i < count; i++) {
            long index = lazy.offset();
            for (int axis = 0; axis < at.length; axis++) {
                index = Math.addExact(index, Math.multiplyExact(at[axis], lazy.strides().get(axis)));
            }
            int byteAt = Math.toIntExact(Math.multiplyExact(index, type.bytes()));
            if (type.isFloating()) {
                floats[i] = (float) type.floating(bytes, byteAt);
            } else {
                longs[i] = type.integer(bytes, byteAt);
            }
            for (int axis = at.length - 1; axis >= 0 && ++at[axis] == shape.get(axis); axis--) {
                at[axis] = 0;
            }
        }
        return type.isFloating() ? new Tensor.Floats(shape, floats) : new Tensor.Longs(shape, longs);
    }
}
