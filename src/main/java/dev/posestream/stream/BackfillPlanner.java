package dev.posestream.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Settles what a backfill reads. The plan is the first record of a topic of its own, so that all workers, and one that is started again, have
 * the same, whoever was first.
 */
final class BackfillPlanner {

    /** Frames of a camera may stand this far behind others of their time, and are read still. */
    static final Duration MARGIN = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int PATIENCE_POLLS = 25;

    private final KafkaConnection connection;
    private final Topics topics;
    private final TopicSettings topicSettings;
    private final BackfillRequest request;
    private final Admin admin;

    BackfillPlanner(KafkaConnection connection, Topics topics, TopicSettings topicSettings, BackfillRequest request, Admin admin) {
        this.connection = connection;
        this.topics = topics;
        this.topicSettings = topicSettings;
        this.request = request;
        this.admin = admin;
    }

    static String topic(BackfillRequest request) {
        return request.applicationId() + "-plan";
    }

    /**
     * The plan, which is made where there is none; then the group stands at its start.
     *
     * @throws StreamException when no frame is in the range, or Kafka does not answer
     */
    BackfillPlan plan() throws StreamException {
        try {
            FrameOffsets frames = new FrameOffsets(connection, admin, topics.frames());
            Optional<BackfillPlan> there = Answer.from(connection, admin.listTopics().names()).contains(topic(request)) ? read() : Optional.empty();
            BackfillPlan plan = there.isPresent() ? there.get() : publish(make(frames));
            begin(plan);
            return plan;
        } catch (KafkaException e) {
            throw new StreamException("Kafka at " + connection.bootstrapServers() + " does not answer (" + e.getMessage() + ")", e);
        }
    }

    private BackfillPlan make(FrameOffsets frames) throws StreamException {
        long fromMs = request.from().map(Instant::toEpochMilli).orElse(0L);
        long toMs = request.to().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
        Map<Integer, Long> starts = request.from().isPresent() ? frames.at(fromMs) : frames.earliest();
        Map<Integer, Long> ends = new HashMap<>(request.to().isPresent() ? frames.at(toMs + MARGIN.toMillis()) : frames.latest());
        ends.replaceAll((partition, end) -> Math.max(end, starts.get(partition)));
        BackfillPlan plan = new BackfillPlan(fromMs, toMs, starts, ends);
        requireFrames(plan, frames);
        return plan;
    }

    /** Reads up to the first frame of each camera, or of any where none is named. */
    private void requireFrames(BackfillPlan plan, FrameOffsets frames) throws StreamException {
        Set<String> missing = new HashSet<>(request.cameras());
        int count = frames.partitions().size();
        List<TopicPartition> where = missing.isEmpty() ? frames.partitions()
                : missing.stream().map(camera -> new TopicPartition(topics.frames(), FramePartitions.of(camera, count))).distinct().toList();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            consumer.assign(where);
            where.forEach(partition -> consumer.seek(partition, plan.starts().get(partition.partition())));
            Map<TopicPartition, Long> ends = new HashMap<>();
            where.forEach(partition -> ends.put(partition, plan.ends().get(partition.partition())));
            boolean found = ReadUpTo.read(consumer, ends, record -> {
                boolean inRange = record.timestamp() >= plan.fromMs() && record.timestamp() < plan.toMs();
                return inRange && (missing.remove(record.key()) || request.cameras().isEmpty()) && missing.isEmpty();
            });
            if (found) {
                return;
            }
        }
        throw new StreamException("no frames" + (missing.isEmpty() ? "" : " of camera " + missing.stream().sorted().collect(Collectors.joining(", ")))
                + request.from().map(time -> " from " + time).orElse("") + request.to().map(time -> " before " + time).orElse("") + ": " + frames.kept());
    }

    private BackfillPlan publish(BackfillPlan plan) throws StreamException {
        NewTopic topic = new NewTopic(topic(request), Optional.of(1), Optional.of(topicSettings.replication())).configs(Map.of("retention.ms", "-1"));
        try {
            Answer.from(connection, admin.createTopics(List.of(topic)).all());
        } catch (StreamException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
        try (KafkaProducer<byte[], byte[]> producer = connection.client(Map.of("client.id", "posestream-backfill", "acks", "all", "delivery.timeout.ms", 30_000,
                "request.timeout.ms", 10_000, "max.block.ms", 20_000), properties -> new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()))) {
            producer.send(new ProducerRecord<>(topic(request), plan.json()));
        }
        return read().orElseThrow(() -> new StreamException("topic " + topic(request) + " does not take the plan of this backfill"));
    }

    /** Empty where whoever made the topic has not come to write into it. */
    private Optional<BackfillPlan> read() throws StreamException {
        TopicPartition partition = new TopicPartition(topic(request), 0);
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            for (int i = 0; i < PATIENCE_POLLS; i++) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    return Optional.of(BackfillPlan.of(record.value()));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * A group that stands nowhere yet is put at the start, with nothing remembered: what is, came of frames that are now read again. That is so where
     * a backfill was killed while it cleaned up, or Kafka has forgotten where one that was stopped long ago stood.
     */
    private void begin(BackfillPlan plan) throws StreamException {
        InternalTopics changelogs = new InternalTopics(connection, admin, AnalyzeTopology.changelogs(request.applicationId()));
        // Looked for before the offsets: whoever begins writes those first, so a changelog without them is an old one.
        Set<Uuid> memory = changelogs.there();
        if (committed().isEmpty()) {
            changelogs.delete(memory);
        }
        Map<TopicPartition, OffsetAndMetadata> starts = new HashMap<>();
        plan.starts().forEach((partition, offset) -> starts.put(new TopicPartition(topics.frames(), partition), new OffsetAndMetadata(offset)));
        starts.keySet().removeAll(committed().keySet());
        if (starts.isEmpty()) {
            return;
        }
        try {
            Answer.from(connection, admin.alterConsumerGroupOffsets(request.applicationId(), starts).all());
        } catch (StreamException e) {
            // Somebody else may have begun meanwhile.
            if (!committed().keySet().containsAll(starts.keySet())) {
                throw e;
            }
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> committed() throws StreamException {
        return Answer.from(connection, admin.listConsumerGroupOffsets(request.applicationId()).partitionsToOffsetAndMetadata());
    }

    private KafkaConsumer<String, byte[]> consumer() throws StreamException {
        return connection.client(Map.of("client.id", "posestream-backfill", "enable.auto.commit", false, "allow.auto.create.topics", false,
                "isolation.level", "read_committed", "auto.offset.reset", "earliest", "default.api.timeout.ms", 20_000, "request.timeout.ms", 10_000),
                properties -> new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer()));
    }
}
