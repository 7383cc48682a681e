package dev.posestream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers added to a record that goes to {@code deadletter}; key, value and its own headers stay untouched. Only a value that is larger than
 * any frame may be, which a compressed record can hold, is cut.
 */
final class DeadLetter {

    static final String REASON = "deadletter-reason";
    static final String TOPIC = "deadletter-topic";
    static final String PARTITION = "deadletter-partition";
    static final String OFFSET = "deadletter-offset";
    static final String TIME = "deadletter-time";

    private DeadLetter() {}

    static Headers headers(Headers own, String reason, String topic, int partition, long offset, Instant when) {
        RecordHeaders headers = new RecordHeaders(own);
        put(headers, REASON, reason);
        put(headers, TOPIC, topic);
        put(headers, PARTITION, "" + partition);
        put(headers, OFFSET, "" + offset);
        put(headers, TIME, when.toString());
        return headers;
    }

    /** @return the value, or its first bytes, which {@code headers} then tell */
    static byte[] value(byte[] value, int mostBytes, Headers headers) {
        if (value == null || value.length <= mostBytes) {
            return value;
        }
        put(headers, "deadletter-cut-from", "" + value.length);
        return Arrays.copyOf(value, mostBytes);
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(UTF_8));
    }
}
