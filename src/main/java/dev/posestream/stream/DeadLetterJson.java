package dev.posestream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record of the topic {@code deadletter} told in one JSON object: {@code key}, {@code reason}, {@code buried} (when), {@code origin}
 * (topic, partition, offset and the record's own time), {@code bytes} (of the value) and {@code headers} (its own, as text). The value is
 * left out: it may be a picture, or anything. What somebody else's record does not have is null.
 */
final class DeadLetterJson {

    private static final JsonFactory FACTORY = new ObjectMapper().getFactory();

    private DeadLetterJson() {}

    static byte[] write(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value() == null ? null : new String(header.value(), UTF_8));
        }
        return write(json -> tell(json, record.key(), headers, Instant.ofEpochMilli(record.timestamp()), record.value() == null ? 0 : record.value().length));
    }

    /** With {@code position}, and {@code retried}: when it was put back, or null. */
    static byte[] write(BuriedRecord letter) {
        return write(json -> {
            json.writeStringField("position", letter.position().toString());
            json.writeStringField("retried", letter.retried().map(Instant::toString).orElse(null));
            tell(json, letter.key().orElse(null), new TreeMap<>(letter.headers()), letter.time(), letter.bytes());
        });
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] write(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void tell(JsonGenerator json, String key, Map<String, String> headers, Instant time, int bytes) throws IOException {
        json.writeStringField("key", key);
        json.writeStringField("reason", headers.remove(DeadLetter.REASON));
        json.writeStringField("buried", headers.remove(DeadLetter.TIME));
        json.writeObjectFieldStart("origin");
        json.writeStringField("topic", headers.remove(DeadLetter.TOPIC));
        writeNumber(json, "partition", headers.remove(DeadLetter.PARTITION));
        writeNumber(json, "offset", headers.remove(DeadLetter.OFFSET));
        json.writeStringField("time", time.toString());
        json.writeEndObject();
        json.writeNumberField("bytes", bytes);
        json.writeObjectFieldStart("headers");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            json.writeStringField(header.getKey(), header.getValue());
        }
        json.writeEndObject();
    }

    /** Somebody else's record may have no number there; then it is what it is. */
    private static void writeNumber(JsonGenerator json, String name, String text) throws IOException {
        try {
            json.writeNumberField(name, Long.parseLong(text));
        } catch (NumberFormatException e) {
            json.writeStringField(name, text);
        }
    }
}
