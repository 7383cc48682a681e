package dev.posestream.stream;

import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads partitions from where a consumer stands on them to given offsets. */
final class ReadUpTo {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private ReadUpTo() {}

    /**
     * Of one partition in order.
     *
     * @param ends   of the partitions that the consumer is assigned; records from there on are left out
     * @param enough told each record; nothing more is read when it says so
     * @return whether it was enough
     * @throws StreamException when nothing comes for a minute
     */
    static <K, V> boolean read(KafkaConsumer<K, V> consumer, Map<TopicPartition, Long> ends, Predicate<ConsumerRecord<K, V>> enough) throws StreamException {
        long movedNanos = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            ConsumerRecords<K, V> polled = consumer.poll(POLL);
            movedNanos = polled.isEmpty() ? movedNanos : System.nanoTime();
            if (System.nanoTime() - movedNanos > PATIENCE.toNanos()) {
                throw new StreamException(ends.keySet() + " could not be read to the end within " + PATIENCE.toSeconds()
                        + " s; is a broker away, or is there a transaction that does not end?");
            }
            for (ConsumerRecord<K, V> record : polled) {
                if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition())) && enough.test(record)) {
                    return true;
                }
            }
        }
        return false;
    }
}
