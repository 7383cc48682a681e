package dev.posestream.network.checkpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes what {@code torch.save({'meta': …, 'state_dict': …}, file)} writes: a zip archive, nothing compressed, whose numbers begin at multiples
 * of 64 bytes. {@code torch.load(file, weights_only=True)} reads it. The same tensors give the same bytes.
 */
public final class TorchWriter {

    private static final String FOLDER = "archive/";
    private static final int ALIGNMENT = 64;
    private static final int HEADER = 30;
    private static final int EXTRA_HEADER = 4;
    private static final LocalDateTime ANY_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private static final Pattern INPUT = Pattern.compile("[0-9]{1,5}x[0-9]{1,5}");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(out);
    private long position;

    private TorchWriter() {}

    /** The file's bytes. */
    public static byte[] write(StoredTensors stored) {
        try {
            return new TorchWriter().archive(stored);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] archive(StoredTensors stored) throws IOException {
        entry("data.pkl", pickle(stored));
        entry(".format_version", "1".getBytes(US_ASCII));
        entry(".storage_alignment", Integer.toString(ALIGNMENT).getBytes(US_ASCII));
        entry("byteorder", "little".getBytes(US_ASCII));
        int key = 0;
        for (Tensor tensor : stored.tensors().values()) {
            entry("data/" + key++, littleEndian(tensor));
        }
        entry("version", "3\n".getBytes(US_ASCII));
        zip.close();
        return out.toByteArray();
    }

    private void entry(String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(FOLDER + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(ANY_TIME);
        long unaligned = position + HEADER + entry.getName().length() + EXTRA_HEADER;
        byte[] extra = padding((int) Math.floorMod(-unaligned, (long) ALIGNMENT));
        entry.setExtra(extra);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
        position += HEADER + entry.getName().length() + extra.length + content.length;
    }

    /** As PyTorch pads: a field 'FB' of the header. */
    private static byte[] padding(int length) {
        byte[] extra = new byte[EXTRA_HEADER + length];
        Arrays.fill(extra, (byte) 'Z');
        ByteBuffer.wrap(extra).order(ByteOrder.LITTLE_ENDIAN).put((byte) 'F').put((byte) 'B').putShort((short) length);
        return extra;
    }

    private static byte[] pickle(StoredTensors stored) {
        TensorPickler pickle = new TensorPickler();
        pickle.beginDictionary();
        pickle.text("meta");
        pickle.beginDictionary();
        for (Map.Entry<String, String> note : stored.notes().entrySet()) {
            pickle.text(note.getKey());
            pickle.text(note.getValue());
        }
        String input = stored.notes().get(StoredTensors.INPUT);
        if (input != null && INPUT.matcher(input).matches()) {
            // Width first, as mmpose's configurations and tools have it.
            String[] sides = input.split("x");
            pickle.text("image_size");
            pickle.tuple(List.of(Integer.parseInt(sides[1]), Integer.parseInt(sides[0])));
        }
        pickle.endDictionary();
        pickle.text("state_dict");
        pickle.beginOrderedDictionary();
        int key = 0;
        for (Map.Entry<String, Tensor> entry : stored.tensors().entrySet()) {
            pickle.text(entry.getKey());
            pickle.tensor(entry.getValue(), Integer.toString(key++));
        }
        pickle.endDictionary();
        pickle.endDictionary();
        return pickle.end();
    }

    static byte[] littleEndian(Tensor tensor) {
        if (tensor instanceof Tensor.Floats floats) {
            ByteBuffer bytes = ByteBuffer.allocate(floats.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(floats.values());
            return bytes.array();
        }
        long[] values = ((Tensor.Longs) tensor).values();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return bytes.array();
    }
}
