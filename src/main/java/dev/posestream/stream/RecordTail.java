package dev.posestream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic as its records come, as JSON, for one reader that belongs to no group. Used by one thread. */
public final class RecordTail implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Function<ConsumerRecord<String, byte[]>, Optional<byte[]>> json;

    /**
     * For a topic whose values are JSON; deletions are passed over.
     *
     * @param fromBeginning with what is kept already, or only with what comes from now on
     * @throws StreamException when Kafka does not answer or has no such topic
     */
    public RecordTail(KafkaConnection connection, String topic, boolean fromBeginning) throws StreamException {
        this(connection, topic, fromBeginning, record -> Optional.ofNullable(record.value()), there -> "'posestream topics create' creates it");
    }

    /** For the topic of a backfill: one that is missing is told with those that are there. */
    public static RecordTail ofBackfill(KafkaConnection connection, Topics topics, String topic, boolean fromBeginning) throws StreamException {
        return new RecordTail(connection, topic, fromBeginning, record -> Optional.ofNullable(record.value()), there -> "expected one of "
                + there.stream().filter(name -> name.startsWith(topics.prefix()) && !name.equals(topics.frames()) && !name.equals(topics.cameras()))
                        .map(name -> name.substring(topics.prefix().length())).sorted().collect(Collectors.joining(", ")));
    }

    /** Dead letters, each told in one JSON object without its value: key, reason, origin, size and headers. That one was retried is none. */
    public static RecordTail ofDeadLetters(KafkaConnection connection, Topics topics, boolean fromBeginning) throws StreamException {
        return new RecordTail(connection, topics.deadletter(), fromBeginning,
                record -> record.headers().lastHeader(DeadLetter.RETRY_OF) == null ? Optional.of(DeadLetterJson.write(record)) : Optional.empty(),
                there -> "'posestream topics create' creates it");
    }

    private RecordTail(KafkaConnection connection, String topic, boolean fromBeginning,
                       Function<ConsumerRecord<String, byte[]>, Optional<byte[]>> json, Function<Set<String>, String> missing) throws StreamException {
        this.json = json;
        consumer = connection.client(Map.of("client.id", "posestream-tail", "enable.auto.commit", false, "isolation.level", "read_committed", "allow.auto.create.topics", false,
                "default.api.timeout.ms", 10_000, "request.timeout.ms", 9_000),
                properties -> new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer()));
        try {
            begin(topic, fromBeginning, missing);
        } catch (KafkaException e) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            throw new StreamException("Kafka at " + connection.bootstrapServers() + " does not answer (" + e.getMessage()
                    + "); is PoseStream running, and on this port?", e);
        } catch (StreamException e) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            throw e;
        }
    }

    private void begin(String topic, boolean fromBeginning, Function<Set<String>, String> missing) throws StreamException {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream().map(p -> new TopicPartition(topic, p.partition())).toList();
        if (partitions.isEmpty()) {
            throw new StreamException("topic " + topic + " does not exist; " + missing.apply(consumer.listTopics().keySet()));
        }
        consumer.assign(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        partitions.forEach(consumer::position); // settles where "now" is
    }

    /**
     * @param camera the record's key; of a dead letter it may be anything, also null
     * @param value  JSON
     */
    public record Entry(String camera, byte[] value) {

        public String json() {
            return new String(value, UTF_8);
        }
    }

    /** What has come; empty when nothing came for a moment. */
    public List<Entry> poll() throws InterruptedException {
        List<Entry> entries = new ArrayList<>();
        try {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                json.apply(record).ifPresent(value -> entries.add(new Entry(record.key(), value)));
            }
        } catch (InterruptException e) {
            throw new InterruptedException();
        }
        return entries;
    }

    /** Whether everything that was on the topic at the time of this call has been polled. */
    public boolean atEnd() {
        return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void close() {
        Thread.interrupted(); // or closing fails at once
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
