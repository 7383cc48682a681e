package dev.posestream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads what is on topics now, committed records only, to their ends as they were at the beginning of a scan. What is not
 * committed yet at its end is waited for.
 */
final class TopicScan implements AutoCloseable {

    private final KafkaConnection connection;
    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaConsumer<String, byte[]> ends;

    /** @throws StreamException when the connection's settings are not usable */
    TopicScan(KafkaConnection connection) throws StreamException {
        this.connection = connection;
        consumer = consumer("read_committed");
        try {
            ends = consumer("read_uncommitted");
        } catch (StreamException | RuntimeException e) {
            close(consumer);
            throw e;
        }
    }

    private KafkaConsumer<String, byte[]> consumer(String isolation) throws StreamException {
        return connection.client(Map.of("client.id", "posestream-scan", "enable.auto.commit", false, "isolation.level", isolation,
                "auto.offset.reset", "earliest",
                "allow.auto.create.topics", false, "default.api.timeout.ms", 10_000, "request.timeout.ms", 9_000,
                "fetch.max.bytes", 32 << 20, "max.partition.fetch.bytes", 8 << 20, "max.poll.records", 2000),
                properties -> new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer()));
    }

    /**
     * Hands every record to {@code each}, of one partition in order.
     *
     * @throws StreamException when Kafka does not answer or has no such topic
     */
    void read(String topic, Consumer<ConsumerRecord<String, byte[]>> each) throws StreamException {
        read(topic, Instant.EPOCH, each);
    }

    /** The same, without those older than {@code from}. */
    void read(String topic, Instant from, Consumer<ConsumerRecord<String, byte[]>> each) throws StreamException {
        try {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            Map<TopicPartition, Long> until = ends.endOffsets(partitions);
            seek(partitions, from, until);
            ReadUpTo.read(consumer, until, record -> {
                if (from.equals(Instant.EPOCH) || record.timestamp() >= from.toEpochMilli()) {
                    each.accept(record);
                }
                return false;
            });
        } catch (InterruptException e) {
            throw new StreamException("interrupted while topic " + topic + " was read", e);
        } catch (KafkaException e) {
            throw new StreamException("Kafka at " + connection.bootstrapServers() + " does not answer (" + e.getMessage()
                    + "); is PoseStream running, and on this port?", e);
        }
    }

    private void seek(List<TopicPartition> partitions, Instant from, Map<TopicPartition, Long> until) {
        if (from.equals(Instant.EPOCH)) {
            consumer.seekToBeginning(partitions);
            return;
        }
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, from.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp start = starts.get(partition);
            consumer.seek(partition, start == null ? until.get(partition) : start.offset());
        }
    }

    /** @throws StreamException when there is no such topic, saying what to do */
    static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) throws StreamException {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream().map(info -> new TopicPartition(topic, info.partition())).toList();
        if (partitions.isEmpty()) {
            throw new StreamException("topic " + topic + " does not exist; 'posestream topics create' creates it");
        }
        return partitions;
    }

    /** A header as text; null where there is none. */
    static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    private static void close(KafkaConsumer<?, ?> consumer) {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }

    @Override
    public void close() {
        close(consumer);
        close(ends);
    }
}
