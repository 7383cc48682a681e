package dev.posestream.stream;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes records that are on a topic once more, as a producer does that has not heard that they have arrived and is not idempotent. */
public final class Redelivery {

    private Redelivery() {}

    /** The last {@code count} records of the last minute, in their order, with their headers and times. */
    public static void repeat(KafkaConnection connection, String topic, int count) throws StreamException {
        Deque<ConsumerRecord<String, byte[]>> last = new ArrayDeque<>();
        try (TopicScan scan = new TopicScan(connection)) {
            scan.read(topic, Instant.now().minusSeconds(60), record -> {
                last.add(record);
                if (last.size() > count) {
                    last.remove();
                }
            });
        }
        try (KafkaProducer<String, byte[]> producer = connection.client(Map.of("client.id", "posestream-redelivery", "acks", "all", "max.request.size", 16 << 20),
                properties -> new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer()))) {
            for (ConsumerRecord<String, byte[]> record : last) {
                producer.send(new ProducerRecord<>(topic, null, record.timestamp(), record.key(), record.value(), record.headers())).get();
            }
        } catch (ExecutionException | KafkaException e) {
            throw new StreamException("records of topic " + topic + " could not be written again: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamException("interrupted", e);
        }
    }
}
