package dev.posestream.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The topic {@code deadletter} as it is now. That a record was put back is told by another one, behind it on the same partition, so both are kept
 * equally long. Used by one thread.
 */
public final class DeadLetters implements AutoCloseable {

    private final KafkaConnection connection;
    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** @throws StreamException when the connection's settings are not usable */
    public DeadLetters(KafkaConnection connection, Topics topics) throws StreamException {
        this.connection = connection;
        topic = topics.deadletter();
        consumer = connection.client(Map.of("client.id", "posestream-deadletter", "enable.auto.commit", false, "allow.auto.create.topics", false,
                "isolation.level", "read_committed",
                "default.api.timeout.ms", 10_000, "request.timeout.ms", 9_000),
                properties -> new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /**
     * Everything that fits, in the order in which it was buried.
     *
     * @throws StreamException when Kafka does not answer or has no such topic
     */
    public List<BuriedRecord> list(DeadLetterFilter filter) throws StreamException {
        return asked(() -> {
            List<TopicPartition> partitions = TopicScan.partitions(consumer, topic);
            return scan(partitions, consumer.beginningOffsets(partitions)).stream().filter(filter::matches)
                    .sorted(Comparator.comparing(BuriedRecord::when).thenComparing(BuriedRecord::position)).toList();
        });
    }

    /** @throws StreamException when there is none at this position (any more), or Kafka does not answer */
    public BuriedRecord find(RecordPosition position) throws StreamException {
        return asked(() -> {
            TopicPartition partition = partition(position);
            return scan(List.of(partition), Map.of(partition, position.offset())).stream().filter(letter -> letter.position().equals(position)).findFirst()
                    .orElseThrow(() -> new StreamException("the record at " + position + " of topic " + topic
                            + " is no dead letter: it tells that another was retried, or how a transaction ended"));
        });
    }

    /** @return the value of the record there, empty where it has none */
    public Optional<byte[]> value(RecordPosition position) throws StreamException {
        return Optional.ofNullable(record(position).value());
    }

    ConsumerRecord<byte[], byte[]> record(RecordPosition position) throws StreamException {
        return asked(() -> {
            TopicPartition partition = partition(position);
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>(1);
            read(List.of(partition), Map.of(partition, position.offset()), OptionalLong.of(position.offset() + 1), found::add);
            if (found.isEmpty()) {
                throw new StreamException("there is no record at " + position + " of topic " + topic + ", only a mark of a transaction");
            }
            return found.get(0);
        });
    }

    private List<BuriedRecord> scan(List<TopicPartition> partitions, Map<TopicPartition, Long> starts) throws StreamException {
        Map<RecordPosition, Instant> retried = new HashMap<>();
        List<BuriedRecord> letters = new ArrayList<>();
        read(partitions, starts, OptionalLong.empty(), record -> {
            Optional<String> of = DeadLetter.text(record.headers(), DeadLetter.RETRY_OF);
            if (of.isEmpty()) {
                letters.add(BuriedRecord.of(record));
            } else if (of.get().matches("\\d{1,18}")) {
                retried.put(new RecordPosition(record.partition(), Long.parseLong(of.get())),
                        DeadLetter.text(record.headers(), DeadLetter.RETRY_TIME).flatMap(BuriedRecord::instant).orElse(Instant.ofEpochMilli(record.timestamp())));
            }
        });
        return letters.stream().map(letter -> retried.containsKey(letter.position()) ? letter.withRetried(retried.get(letter.position())) : letter).toList();
    }

    private void read(List<TopicPartition> partitions, Map<TopicPartition, Long> starts, OptionalLong before, Consumer<ConsumerRecord<byte[], byte[]>> to)
            throws StreamException {
        consumer.assign(partitions);
        starts.forEach(consumer::seek);
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        before.ifPresent(offset -> ends.replaceAll((partition, end) -> Math.min(end, offset)));
        ReadUpTo.read(consumer, ends, record -> {
            to.accept(record);
            return false;
        });
    }

    private TopicPartition partition(RecordPosition position) throws StreamException {
        TopicPartition partition = new TopicPartition(topic, position.partition());
        List<TopicPartition> partitions = TopicScan.partitions(consumer, topic);
        if (!partitions.contains(partition)) {
            throw new StreamException("there is no " + position + ": topic " + topic + " has partitions 0 to " + (partitions.size() - 1));
        }
        long first = consumer.beginningOffsets(List.of(partition)).get(partition);
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        if (position.offset() < first || position.offset() >= end) {
            throw new StreamException("there is no " + position + " on topic " + topic + ": " + (first == end ? "that partition is empty"
                    : "that partition holds offsets " + first + " to " + (end - 1) + " now"));
        }
        return partition;
    }

    private interface Question<T> {
        T ask() throws StreamException;
    }

    private <T> T asked(Question<T> question) throws StreamException {
        try {
            return question.ask();
        } catch (KafkaException e) {
            throw new StreamException("Kafka at " + connection.bootstrapServers() + " does not answer (" + e.getMessage()
                    + "); is PoseStream running, and on this port?", e);
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
