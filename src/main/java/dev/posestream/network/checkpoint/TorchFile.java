package dev.posestream.network.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A file that {@code torch.save} wrote, since PyTorch 1.6: a zip archive with a pickle that describes the tensors, and a part with the numbers of
 * each. Nothing in it is executed.
 */
public final class TorchFile {

    private static final String PICKLE = "/data.pkl";

    private final ZipFile zip;
    private final String folder;
    private final ByteOrder order;

    private TorchFile(ZipFile zip, String folder, ByteOrder order) {
        this.zip = zip;
        this.folder = folder;
        this.order = order;
    }

    /**
     * The tensors of its {@code state_dict}, or of the file itself where it has none, in the file's order; 16 and 64-bit floats become 32-bit ones.
     *
     * @throws BadCheckpointException when it is no such file, is cut short, or its pickle asks for anything but tensors
     * @throws IOException            when it can't be read
     */
    public static Map<String, Tensor> read(Path file) throws BadCheckpointException, IOException {
        if (!Files.isRegularFile(file)) {
            throw new BadCheckpointException("checkpoint " + file + " does not exist, or is no file");
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            String pickle = zip.stream().map(ZipEntry::getName).filter(name -> name.endsWith(PICKLE)).findFirst()
                    .orElseThrow(() -> new BadCheckpointException(file + " is no PyTorch checkpoint: a zip archive without data.pkl"));
            String folder = pickle.substring(0, pickle.length() - PICKLE.length());
            return new TorchFile(zip, folder, order(zip, folder)).tensors(file, TensorPickle.read(zip.getInputStream(zip.getEntry(pickle)).readAllBytes()));
        } catch (ZipException e) {
            throw new BadCheckpointException(file + " is no PyTorch checkpoint, or it is cut short: " + e.getMessage()
                    + "; expected what torch.save writes since PyTorch 1.6", e);
        } catch (IOException e) {
            throw new BadCheckpointException(file + " can't be read as a PyTorch checkpoint: " + e.getMessage(), e);
        }
    }

    private static ByteOrder order(ZipFile zip, String folder) throws IOException {
        ZipEntry entry = zip.getEntry(folder + "/byteorder");
        boolean big = entry != null && new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.US_ASCII).startsWith("big");
        return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private Map<String, Tensor> tensors(Path file, Object root) throws BadCheckpointException, IOException {
        if (!(root instanceof Map<?, ?> map)) {
            throw new BadCheckpointException(file + " holds no dictionary of tensors");
        }
        Map<?, ?> state = Optional.ofNullable(map.get("state_dict")).filter(Map.class::isInstance).<Map<?, ?>>map(m -> (Map<?, ?>) m).orElse(map);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : state.entrySet()) {
            if (entry.getKey() instanceof String name && entry.getValue() instanceof TensorPickle.Lazy lazy) {
                tensors.put(name, tensor(name, lazy));
            }
        }
        if (tensors.isEmpty()) {
            throw new BadCheckpointException(file + " holds no tensors under 'state_dict', and none at its top");
        }
        return tensors;
    }

    private Tensor tensor(String name, TensorPickle.Lazy lazy) throws IOException {
        ZipEntry entry = zip.getEntry(folder + "/data/" + lazy.storage().key());
        if (entry == null) {
            throw new IOException("the numbers of " + name + " are missing");
        }
        ByteBuffer bytes = ByteBuffer.wrap(zip.getInputStream(entry).readAllBytes()).order(order);
        try {
            return tensor(lazy, bytes);
        } catch (IndexOutOfBoundsException | ArithmeticException | IllegalArgumentException e) {
            throw new IOException("the numbers of " + name + " do not fit its shape " + lazy.shape() + ": " + bytes.capacity() + " bytes", e);
        }
    }

    private static Tensor tensor(TensorPickle.Lazy lazy, ByteBuffer bytes) {
        List<Integer> shape = lazy.shape().stream().map(Math::toIntExact).toList();
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
