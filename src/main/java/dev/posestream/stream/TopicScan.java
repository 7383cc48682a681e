package dev.posestream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads what is on topics now, committed records only, from a time on to their ends as they were at the beginning of a scan. What is not
 * committed yet at its end is waited for.
 */
final class TopicScan implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KafkaConnection connection;
    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaConsumer<String, byte[]> ends;

    TopicScan(KafkaConnection connection) throws StreamException {
        this.connection = connection;
        consumer = consumer("read_committed");
        try {
            ends = consumer("read_uncommitted");
        } catch (StreamException | RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private KafkaConsumer<String, byte[]> consumer(String isolation) throws StreamException {
        return connection.client(Map.of("client.id", "posestream-scan", "enable.auto.commit", false, "isolation.level", isolation,
                "allow.auto.create.topics", false, "default.api.timeout.ms", 30_000, "request.timeout.ms", 10_000,
                "fetch.max.bytes", 32 << 20, "max.partition.fetch.bytes", 8 << 20, "max.poll.records", 2000),
                properties -> new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer()));
    }

    /** Hands every record to {@code each}, of one partition in order; those older than {@code from} left out. */
    void read(String topic, Instant from, Consumer<ConsumerRecord<String, byte[]>> each) throws StreamException {
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream().map(p -> new TopicPartition(topic, p.partition())).toList();
            if (partitions.isEmpty()) {
                throw new StreamException("topic " + topic + " does not exist; 'posestream topics create' creates it");
            }
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = this.ends.endOffsets(partitions);
            seek(partitions, from, ends);
            long movedNanos = System.nanoTime();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                ConsumerRecords<String, byte[]> polled = consumer.poll(Duration.ofMillis(200));
                movedNanos = polled.isEmpty() ? movedNanos : System.nanoTime();
                if (System.nanoTime() - movedNanos > PATIENCE.toNanos()) {
                    throw new StreamException("topic " + topic + " could not be read to its end within " + PATIENCE.toSeconds()
                            + " s; has one of its partitions no leader, or a transaction that does not end?");
                }
                for (ConsumerRecord<String, byte[]> record : polled) {
                    if (record.timestamp() >= from.toEpochMilli() && record.offset() < ends.get(new TopicPartition(topic, record.partition()))) {
                        each.accept(record);
                    }
                }
            }
        } catch (KafkaException e) {
            throw new StreamException("topic " + topic + " can't be read from Kafka at " + connection.bootstrapServers() + ": " + e.getMessage(), e);
        }
    }

    private void seek(List<TopicPartition> partitions, Instant from, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, Math.max(0, from.toEpochMilli())));
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp start = starts.get(partition);
            consumer.seek(partition, start == null ? ends.get(partition) : start.offset());
        }
    }

    /** A header as text; null where there is none. */
    static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
        ends.close();
    }
}
