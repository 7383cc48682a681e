package dev.posestream.stream;

import dev.posestream.camera.Frame;
import dev.posestream.pose.PoseFrame;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live feed out of Kafka. It belongs to no consumer group: every dashboard sees everything. Poses and states are always
 * read; of {@code frames} only the partitions of cameras that are watched, from their end on.
 */
public final class KafkaLiveFeed implements LiveFeed {

    private static final Logger log = LoggerFactory.getLogger(KafkaLiveFeed.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final KafkaConnection connection;
    private final Topics topics;
    private final MeterRegistry registry;
    private final String clientId = "posestream-dashboard-" + UUID.randomUUID().toString().substring(0, 8);
    private final Follower follower = new Follower("live feed", this::run);
    private volatile Set<String> wanted = Set.of();
    private volatile long answeredAt = System.nanoTime() - SILENCE.toNanos();
    private Set<String> watched = Set.of();
    private Listener listener;
    private ShotJoin join;

    /** @param registry gets the Kafka consumer's own metrics, while there is one */
    public KafkaLiveFeed(KafkaConnection connection, Topics topics, MeterRegistry registry) {
        this.connection = connection;
        this.topics = topics;
        this.registry = registry;
    }

    @Override
    public void start(Listener listener) {
        this.listener = listener;
        this.join = new ShotJoin(listener::shot);
        follower.start();
    }

    @Override
    public void watch(Set<String> cameras) {
        wanted = Set.copyOf(cameras);
    }

    @Override
    public boolean healthy() {
        return System.nanoTime() - answeredAt < SILENCE.toNanos();
    }

    private void run() throws StreamException {
        KafkaConsumer<String, byte[]> opened = open();
        try (KafkaClientMetrics metrics = new KafkaClientMetrics(opened)) {
            follower.using(opened);
            metrics.bindTo(registry);
            follow(opened);
        } finally {
            opened.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        }
    }

    private KafkaConsumer<String, byte[]> open() throws StreamException {
        return connection.client(Map.of(
                "client.id", clientId,
                "enable.auto.commit", false,
                "auto.offset.reset", "latest",
                "isolation.level", "read_committed",
                "fetch.max.wait.ms", 100,
                "fetch.max.bytes", 32 << 20,
                "max.partition.fetch.bytes", 8 << 20,
                "allow.auto.create.topics", false,
                "default.api.timeout.ms", 10_000), properties -> new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer()));
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) throws StreamException {
        List<TopicPartition> states = TopicScan.partitions(consumer, topics.status());
        List<TopicPartition> always = new ArrayList<>(TopicScan.partitions(consumer, topics.poses()));
        always.addAll(states);
        consumer.assign(always);
        consumer.seekToEnd(TopicScan.partitions(consumer, topics.poses()));
        consumer.seekToBeginning(states);
        watched = Set.of();
        answeredAt = System.nanoTime();
        long askedAt = answeredAt;
        while (follower.open()) {
            if (!watched.equals(wanted)) {
                assign(consumer, always);
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                take(record);
            }
            join.flush(monotonicUs());
            if (System.nanoTime() - askedAt > SILENCE.toNanos() / 4) {
                askedAt = System.nanoTime();
                consumer.endOffsets(states);
                answeredAt = System.nanoTime();
            }
        }
    }

    private void assign(KafkaConsumer<String, byte[]> consumer, List<TopicPartition> always) throws StreamException {
        watched = wanted;
        int count = TopicScan.partitions(consumer, topics.frames()).size();
        Set<TopicPartition> assigned = new HashSet<>(always);
        Set<TopicPartition> fresh = new HashSet<>();
        for (String camera : watched) {
            TopicPartition partition = new TopicPartition(topics.frames(), FramePartitions.of(camera, count));
            if (assigned.add(partition) && !consumer.assignment().contains(partition)) {
                fresh.add(partition);
            }
        }
        consumer.assign(assigned);
        consumer.seekToEnd(fresh);
        join.keep(watched);
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null) {
            return; // of no camera
        }
        try {
            if (record.topic().equals(topics.frames())) {
                if (watched.contains(record.key()) && DeadLetter.retries(record.headers()) == 0) {
                    Frame frame = FrameHeaders.read(record.key(), record.value(), record.headers());
                    join.frame(frame, monotonicUs());
                }
            } else if (record.topic().equals(topics.poses())) {
                PoseFrame poses = PoseJson.read(record.value());
                listener.poses(poses);
                join.poses(poses, monotonicUs());
            } else if (record.value() == null) {
                listener.forgotten(record.key());
            } else {
                listener.status(StatusJson.read(record.value()));
            }
        } catch (BadRecordException e) {
            log.debug("{}-{}@{} not shown: {}", record.topic(), record.partition(), record.offset(), e.getMessage());
        }
    }

    /** A wait is a wait, wherever the wall clock is set meanwhile. */
    private static long monotonicUs() {
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
    }

    @Override
    public void close() {
        follower.close();
    }
}
