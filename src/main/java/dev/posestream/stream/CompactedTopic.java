package dev.posestream.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A topic that holds a state, the last record of each key, read once from its beginning to what is its end now. */
final class CompactedTopic {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private CompactedTopic() {}

    /**
     * @param taker gets each record, those of one key in their order
     * @throws StreamException when Kafka does not answer or has no such topic
     */
    static void read(KafkaConnection connection, String topic, Consumer<ConsumerRecord<String, byte[]>> taker) throws StreamException {
        KafkaConsumer<String, byte[]> consumer = connection.client(Map.of("client.id", "posestream-state", "enable.auto.commit", false,
                "allow.auto.create.topics", false, "default.api.timeout.ms", 10_000, "request.timeout.ms", 9_000),
                properties -> new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer()));
        try {
            read(consumer, topic, taker);
        } catch (InterruptException e) {
            throw new StreamException("interrupted while topic " + topic + " was read", e);
        } catch (KafkaException e) {
            throw new StreamException("Kafka at " + connection.bootstrapServers() + " does not answer (" + e.getMessage()
                    + "); is PoseStream running, and on this port?", e);
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        }
    }

    private static void read(KafkaConsumer<String, byte[]> consumer, String topic, Consumer<ConsumerRecord<String, byte[]>> taker)
            throws StreamException {
        List<TopicPartition> partitions = partitions(consumer, topic);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() - until > 0) {
                throw new StreamException("topic " + topic + " could not be read to its end within " + PATIENCE.toSeconds() + " s; is a broker away?");
            }
            consumer.poll(POLL).forEach(taker);
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
}
