package dev.posestream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record of the topic {@code deadletter}, without its value. What somebody else's record does not say is empty.
 *
 * @param position  on the topic {@code deadletter}
 * @param key       as text
 * @param reason    why it could not be handled
 * @param buried    when it came here
 * @param time      its own time, of a frame that of capture
 * @param topic     it came from
 * @param cameFrom  where it stood there
 * @param backfill  the backfill that could not handle it; empty for the live analysis
 * @param bytes     of the value
 * @param wholeSize of the value before it was cut, in bytes; empty where it is whole
 * @param retries   how often it had been put back before it came here
 * @param retried   when it was last put back from here
 * @param headers   all of them as text, also those that say why it is here
 */
public record BuriedRecord(RecordPosition position, Optional<String> key, Optional<String> reason, Optional<Instant> buried, Instant time,
                           Optional<String> topic, Optional<RecordPosition> cameFrom, Optional<String> backfill, int bytes,
                           Optional<String> wholeSize, int retries, Optional<Instant> retried, Map<String, String> headers) {

    static BuriedRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new BuriedRecord(new RecordPosition(record.partition(), record.offset()), key(record), DeadLetter.text(record.headers(), DeadLetter.REASON),
                DeadLetter.text(record.headers(), DeadLetter.TIME).flatMap(BuriedRecord::instant), Instant.ofEpochMilli(record.timestamp()),
                DeadLetter.text(record.headers(), DeadLetter.TOPIC), cameFrom(record), DeadLetter.text(record.headers(), DeadLetter.BACKFILL),
                record.value() == null ? 0 : record.value().length, DeadLetter.text(record.headers(), DeadLetter.CUT_FROM),
                DeadLetter.retries(record.headers()), Optional.empty(), headers(record));
    }

    /** The headers without the reason, which {@link #reason} tells. */
    public Map<String, String> otherHeaders() {
        Map<String, String> others = new TreeMap<>(headers);
        others.remove(DeadLetter.REASON);
        return others;
    }

    /** As {@code tail deadletter} tells it, with its position, and when it was retried. */
    public String json() {
        return new String(DeadLetterJson.write(this), UTF_8);
    }

    /** When it was buried; of somebody else's record, that does not tell, its own time. */
    public Instant when() {
        return buried.orElse(time);
    }

    BuriedRecord withRetried(Instant at) {
        return new BuriedRecord(position, key, reason, buried, time, topic, cameFrom, backfill, bytes, wholeSize, retries, Optional.of(at), headers);
    }

    private static Optional<String> key(ConsumerRecord<byte[], byte[]> record) {
        return Optional.ofNullable(record.key()).map(key -> new String(key, UTF_8));
    }

    static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<RecordPosition> cameFrom(ConsumerRecord<byte[], byte[]> record) {
        try {
            return DeadLetter.text(record.headers(), DeadLetter.PARTITION).flatMap(partition ->
                    DeadLetter.text(record.headers(), DeadLetter.OFFSET).map(offset -> RecordPosition.parse(partition + "@" + offset)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value() == null ? "" : new String(header.value(), UTF_8));
        }
        return headers;
    }
}
