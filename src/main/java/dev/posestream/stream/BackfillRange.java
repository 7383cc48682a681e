package dev.posestream.stream;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Which records of the topic {@code frames} a backfill analyses, and where their poses go.
 *
 * @param output  the topic's whole name
 * @param fromMs  least time of a record, milliseconds since the epoch
 * @param toMs    a record's time is less
 * @param ends    for each partition the offset before which it ends
 * @param cameras keys; empty for all
 */
record BackfillRange(String output, long fromMs, long toMs, Map<Integer, Long> ends, Set<String> cameras) {

    /** A frame that was put back from the dead letters is left out: it stands where it was first published, too. */
    boolean contains(Record<String, byte[]> record, RecordMetadata at) {
        return at.offset() < ends.getOrDefault(at.partition(), 0L) && record.timestamp() >= fromMs && record.timestamp() < toMs
                && (cameras.isEmpty() || cameras.contains(record.key())) && DeadLetter.retries(record.headers()) == 0;
    }
}
