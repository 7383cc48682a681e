package dev.posestream.stream;

import dev.posestream.camera.CameraSpec;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The live registry out of Kafka: a consumer of no group that follows the topic {@code cameras} from its beginning. */
public final class KafkaLiveRegistry implements LiveRegistry {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaConnection connection;
    private final Topics topics;
    private final CameraRegistry writer;
    private final RegistryRecords records = new RegistryRecords();
    private final Follower follower = new Follower("camera registry", this::run);
    private volatile SortedMap<String, CameraSpec> shown = Collections.emptySortedMap();
    /** Guarded by this, as is what follows; a waiter is woken when it has changed. */
    private final TreeMap<String, CameraSpec> specs = new TreeMap<>();
    /** Also those whose record nobody can understand. */
    private final Set<String> names = new HashSet<>();
    private final Map<TopicPartition, Long> read = new HashMap<>();
    private boolean complete;

    /** @throws StreamException when the connection's settings are not usable */
    public KafkaLiveRegistry(KafkaConnection connection, Topics topics) throws StreamException {
        this.connection = connection;
        this.topics = topics;
        this.writer = new CameraRegistry(connection, topics);
    }

    @Override
    public void start() {
        follower.start();
    }

    @Override
    public SortedMap<String, CameraSpec> cameras() {
        return shown;
    }

    @Override
    public synchronized boolean put(CameraSpec spec) throws StreamException {
        awaitComplete();
        boolean known = specs.containsKey(spec.id());
        awaitRead(writer.write(spec.id(), Optional.of(spec)));
        return known;
    }

    @Override
    public synchronized boolean remove(String camera) throws StreamException {
        awaitComplete();
        boolean known = names.contains(camera);
        if (known) {
            awaitRead(writer.write(camera, Optional.empty()));
        }
        return known;
    }

    private void awaitComplete() throws StreamException {
        for (long until = System.nanoTime() + PATIENCE.toNanos(); !complete; ) {
            await(until, "topic " + topics.cameras() + " at " + connection.bootstrapServers() + " could not be read yet; is Kafka there?");
        }
    }

    private void awaitRead(RecordMetadata written) throws StreamException {
        TopicPartition partition = new TopicPartition(written.topic(), written.partition());
        for (long until = System.nanoTime() + PATIENCE.toNanos(); read.getOrDefault(partition, 0L) <= written.offset(); ) {
            await(until, "the change was written to topic " + topics.cameras() + ", which could not be read since");
        }
    }

    private void await(long untilNanos, String problem) throws StreamException {
        long left = untilNanos - System.nanoTime();
        if (left <= 0) {
            throw new StreamException(problem);
        }
        try {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamException("interrupted", e);
        }
    }

    private void run() throws StreamException {
        KafkaConsumer<String, byte[]> opened = connection.client(Map.of(
                "client.id", "posestream-registry-" + UUID.randomUUID().toString().substring(0, 8),
                "enable.auto.commit", false, "auto.offset.reset", "earliest", "allow.auto.create.topics", false, "fetch.max.wait.ms", 200,
                "default.api.timeout.ms", 10_000), properties -> new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer()));
        try {
            follower.using(opened);
            follow(opened);
        } finally {
            opened.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        }
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) throws StreamException {
        List<TopicPartition> partitions = TopicScan.partitions(consumer, topics.cameras());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        synchronized (this) {
            specs.clear();
            names.clear();
            read.clear();
            complete = false;
        }
        while (follower.open()) {
            var polled = consumer.poll(POLL);
            synchronized (this) {
                polled.forEach(this::take);
                if (!complete && partitions.stream().allMatch(partition -> consumer.currentLag(partition).equals(OptionalLong.of(0)))) {
                    complete = true;
                    shown = Collections.unmodifiableSortedMap(new TreeMap<>(specs));
                } else if (complete && !polled.isEmpty()) {
                    shown = Collections.unmodifiableSortedMap(new TreeMap<>(specs));
                }
                notifyAll();
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        read.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        if (records.isCamera(record)) {
            if (record.value() == null) {
                names.remove(record.key());
            } else {
                names.add(record.key());
            }
            records.spec(record).ifPresentOrElse(spec -> specs.put(spec.id(), spec), () -> specs.remove(record.key()));
        }
    }

    @Override
    public void close() {
        follower.close();
        writer.close();
    }
}
