package dev.posestream.network.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * A file in the format safetensors: the length of a header (8 bytes, little-endian), the header in JSON with type, shape and place of every tensor,
 * and their numbers, one after the other without gaps.
 */
public final class SafetensorsFile {

    private static final String NOTES = "__metadata__";
    private static final int LARGEST_HEADER = 100_000_000;
    private static final int ALIGNMENT = 8;

    private static final ObjectMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /** Where a tensor lies, from the first byte after the header. */
    private record Place(String name, StorageType type, List<Integer> shape, long begin, long end) {}

    private SafetensorsFile() {}

    /** @param start of a file: the header's length, and a brace */
    static boolean beginsSo(byte[] start) {
        return start.length > Long.BYTES && start[Long.BYTES] == '{'
                && Long.compareUnsigned(ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong(), LARGEST_HEADER) <= 0;
    }

    /**
     * 16 and 64-bit floats become 32-bit ones.
     *
     * @throws BadCheckpointException when it is no such file, is cut short, or its entries do not fit together; it names the first that does not
     * @throws IOException            when it can't be read
     */
    static StoredTensors open(Path file) throws BadCheckpointException, IOException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            long length = bytes.capacity() < Long.BYTES ? -1 : bytes.getLong(0);
            if (length < 2 || length > LARGEST_HEADER || length > bytes.capacity() - Long.BYTES) {
                throw new BadCheckpointException(file + " is no safetensors file, or it is cut short: its header should have " + length + " bytes, and "
                        + Math.max(0, bytes.capacity() - Long.BYTES) + " follow");
            }
            JsonNode header = header(file, bytes.array(), (int) length);
            Map<String, String> notes = new LinkedHashMap<>();
            header.path(NOTES).properties().forEach(note -> notes.put(note.getKey(), note.getValue().asText()));
            List<Place> places = new ArrayList<>();
            for (Map.Entry<String, JsonNode> entry : header.properties()) {
                if (!entry.getKey().equals(NOTES)) {
                    places.add(place(file, entry.getKey(), entry.getValue()));
                }
            }
            int start = Long.BYTES + (int) length;
            checkPlaces(file, places, bytes.capacity() - start);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            places.forEach(place -> tensors.put(place.name(), tensor(place, bytes, start)));
            return new StoredTensors(tensors, notes);
        } catch (OutOfMemoryError e) {
            throw new BadCheckpointException(file + " is too large to be read as a checkpoint: " + Files.size(file) + " bytes, and "
                    + (Runtime.getRuntime().maxMemory() >> 20) + " MiB of memory", e);
        }
    }

    private static JsonNode header(Path file, byte[] bytes, int length) throws BadCheckpointException, IOException {
        try {
            JsonNode header = JSON.readTree(bytes, Long.BYTES, length);
            if (header.isObject()) {
                return header;
            }
            throw new BadCheckpointException(file + " is no safetensors file: its header is no JSON object");
        } catch (JsonProcessingException e) {
            throw new BadCheckpointException(file + " is no safetensors file: its header is no JSON (" + e.getOriginalMessage() + ")", e);
        }
    }

    private static Place place(Path file, String name, JsonNode entry) throws BadCheckpointException {
        String code = entry.path("dtype").asText();
        StorageType type = StorageType.ofCode(code).orElseThrow(() -> new BadCheckpointException(file + ": " + name + " has dtype '" + code
                + "', expected one of " + List.of(StorageType.values()).stream().map(StorageType::code).toList()));
        JsonNode offsets = entry.path("data_offsets");
        boolean whole = entry.path("shape").isArray() && offsets.size() == 2 && StreamSupport.stream(offsets.spliterator(), false).allMatch(JsonNode::canConvertToLong)
                && StreamSupport.stream(entry.path("shape").spliterator(), false).allMatch(n -> n.isIntegralNumber() && n.canConvertToInt() && n.intValue() >= 0);
        if (!whole) {
            throw new BadCheckpointException(file + ": " + name + " is " + entry + ", expected dtype, a shape of whole numbers and two data_offsets");
        }
        List<Integer> shape = StreamSupport.stream(entry.path("shape").spliterator(), false).map(JsonNode::intValue).toList();
        Place place = new Place(name, type, shape, offsets.get(0).longValue(), offsets.get(1).longValue());
        try {
            long expected = shape.stream().mapToLong(Integer::longValue).reduce(type.bytes(), Math::multiplyExact);
            if (Math.subtractExact(place.end(), place.begin()) == expected) {
                return place;
            }
        } catch (ArithmeticException e) {
            // more than can be counted: it does not fit either
        }
        throw new BadCheckpointException(file + ": " + name + " has shape " + shape + " of " + code + " and lies from byte " + place.begin() + " to "
                + place.end() + ", which do not fit together");
    }

    /** Every byte belongs to one tensor; otherwise one could be hidden behind another. */
    private static void checkPlaces(Path file, List<Place> places, long size) throws BadCheckpointException {
        long at = 0;
        for (Place place : places.stream().sorted(Comparator.comparingLong(Place::begin).thenComparingLong(Place::end)).toList()) {
            if (place.end() > size) {
                throw new BadCheckpointException(file + " is cut short: " + place.name() + " lies from byte " + place.begin() + " to " + place.end()
                        + ", and the header is followed by " + size);
            }
            if (place.begin() != at) {
                throw new BadCheckpointException(file + ": " + place.name() + " begins at byte " + place.begin() + ", expected " + at
                        + ", where the one before it ends");
            }
            at = place.end();
        }
        if (at != size) {
            throw new BadCheckpointException(file + " has " + (size - at) + " bytes behind its last tensor, expected none");
        }
    }

    private static Tensor tensor(Place place, ByteBuffer bytes, int start) {
        StorageType type = place.type();
        int count = (int) ((place.end() - place.begin()) / type.bytes());
        int from = start + (int) place.begin();
        if (type.isFloating()) {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = (float) type.floating(bytes, from + i * type.bytes());
            }
            return new Tensor.Floats(place.shape(), values);
        }
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = type.integer(bytes, from + i * type.bytes());
        }
        return new Tensor.Longs(place.shape(), values);
    }

    /** The bytes of a file with these tensors; the same tensors give the same bytes. */
    public static byte[] write(StoredTensors stored) {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode notes = header.putObject(NOTES).put("format", "pt");
        stored.notes().forEach(notes::put);
        ByteArrayOutputStream numbers = new ByteArrayOutputStream();
        // 64-bit numbers first, so that every tensor begins at a multiple of its numbers' size.
        stored.tensors().entrySet().stream().sorted(Comparator.comparing(entry -> entry.getValue() instanceof Tensor.Floats)).forEach(entry -> {
            byte[] bytes = TorchWriter.littleEndian(entry.getValue());
            ObjectNode place = header.putObject(entry.getKey());
            place.put("dtype", (entry.getValue() instanceof Tensor.Floats ? StorageType.FLOAT : StorageType.LONG).code());
            ArrayNode shape = place.putArray("shape");
            entry.getValue().shape().forEach(size -> shape.add(size.intValue()));
            place.putArray("data_offsets").add(numbers.size()).add(numbers.size() + bytes.length);
            numbers.writeBytes(bytes);
        });
        byte[] json = header.toString().getBytes(UTF_8);
        int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer file = ByteBuffer.allocate(Long.BYTES + padded + numbers.size()).order(ByteOrder.LITTLE_ENDIAN).putLong(padded).put(json);
        while (file.position() < Long.BYTES + padded) {
            file.put((byte) ' ');
        }
        return file.put(numbers.toByteArray()).array();
    }
}
