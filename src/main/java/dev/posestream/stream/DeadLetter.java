package dev.posestream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
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

    /** The application id of the backfill that could not handle it. */
    static final String BACKFILL = "deadletter-backfill";
    /** Tells of a value that it was cut, and how many bytes it had. */
    static final String CUT_FROM = "deadletter-cut-from";
    /** On a record that was put back onto its topic: how often that has been done. Stays, should it come here again. */
    static final String RETRIES = "deadletter-retries";
    /** On a record that says that another of its partition, the one at this offset, was put back; it has no value. */
    static final String RETRY_OF = "deadletter-retry-of";
    static final String RETRY_TIME = "deadletter-retry-time";
    static final String RETRY_AS = "deadletter-retry-as";

    private DeadLetter() {}

    /** How often this record was put back onto its topic; 0 for one that never was. */
    static int retries(Headers headers) {
        try {
            return Integer.parseInt(text(headers, RETRIES).orElse("0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    static Optional<String> text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? Optional.empty() : Optional.of(new String(header.value(), UTF_8));
    }

    static Headers headers(Headers own, String reason, String topic, int partition, long offset, Instant when) {
        RecordHeaders headers = new RecordHeaders(own);
        put(headers, REASON, reason);
        put(headers, TOPIC, topic);
        put(headers, PARTITION, "" + partition);
        put(headers, OFFSET, "" + offset);
        put(headers, TIME, when.toString());
        return headers;
    }

    /** A dead letter's own headers: how often it was put back before stays among them. */
    static Headers withoutBurial(Headers headers) {
        RecordHeaders own = new RecordHeaders(headers);
        List.of(REASON, TOPIC, PARTITION, OFFSET, TIME, BACKFILL, CUT_FROM).forEach(own::remove);
        return own;
    }

    /** @return the value, or its first bytes, which {@code headers} then tell */
    static byte[] value(byte[] value, int mostBytes, Headers headers) {
        if (value == null || value.length <= mostBytes) {
            return value;
        }
        put(headers, CUT_FROM, "" + value.length);
        return Arrays.copyOf(value, mostBytes);
    }

    static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(UTF_8));
    }
}
