package dev.posestream.stream;

import dev.posestream.camera.CameraSpec;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker's share of the registered cameras: those of the partitions of the topic {@code cameras} that Kafka gives it as a member of
 * the group. A partition's state is what the topic holds, so it is read from its beginning whenever it comes, and no offset is committed.
 *
 * <p>A camera is told to stop before its partition goes to another worker. A worker that dies is missed after the session timeout (6 s
 * unless the client properties say otherwise); one that was frozen for so long finds its {@linkplain #holds() lease} run out as soon as
 * it wakes, stops everything and joins anew.
 */
public final class CameraAssignment implements AutoCloseable {

    /** Told by the assignment's own thread, which keeps the worker in its group: each call is to return within a second or two. */
    public interface Listener {

        /** Run this camera; it is not running here. */
        void run(CameraSpec camera);

        /** Stop these cameras; when this returns they give nothing more. */
        void stop(Set<String> cameras);

        /** These were taken out of the registry; none of them runs here. */
        void removed(Set<String> cameras);
    }

    /** What a partition says, and what of it is running. */
    private static final class Share {
        private final Map<String, CameraSpec> wanted = new TreeMap<>();
        private final Map<String, CameraSpec> running = new TreeMap<>();
        /** Since it was read to its end the first time; what was taken out before that is no news. */
        private final Set<String> removed = new TreeSet<>();
        private boolean complete;
        private boolean changed;
    }

    private static final Logger log = LoggerFactory.getLogger(CameraAssignment.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(2);
    private static final double SILENCE_S = 10;
    private static final long REPEAT_NANOS = Duration.ofMinutes(1).toNanos();

    private final KafkaConnection connection;
    private final String topic;
    private final String group;
    private final Listener listener;
    private final MeterRegistry registry;
    private final Map<String, Object> defaults;
    private final Lease lease;
    private final RegistryRecords records = new RegistryRecords();
    private final Map<TopicPartition, Share> shares = new HashMap<>();
    private final Thread thread = new Thread(this::run, "camera-assignment");
    private final ClockWatch clock = new ClockWatch("sharing of registered cameras", this::wake);
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile KafkaConsumer<String, byte[]> consumer;
    private volatile int running;
    private boolean assigned;
    private volatile boolean settled;
    private String told = "";
    private long toldNanos;

    /** @param registry gets the consumer's own metrics */
    public CameraAssignment(KafkaConnection connection, Topics topics, String group, Listener listener, MeterRegistry registry) {
        this(connection, topics, group, listener, registry, System::nanoTime);
    }

    CameraAssignment(KafkaConnection connection, Topics topics, String group, Listener listener, MeterRegistry registry, LongSupplier nanoClock) {
        this.connection = connection;
        this.topic = topics.cameras();
        this.group = group;
        this.listener = listener;
        this.registry = registry;
        this.defaults = Map.ofEntries(
                Map.entry("client.id", "posestream-cameras-" + UUID.randomUUID().toString().substring(0, 8)),
                Map.entry("group.id", group),
                Map.entry("group.protocol", "classic"),
                Map.entry("partition.assignment.strategy", CooperativeStickyAssignor.class.getName()),
                Map.entry("session.timeout.ms", 6000),
                Map.entry("heartbeat.interval.ms", 1500),
                Map.entry("enable.auto.commit", false),
                Map.entry("auto.offset.reset", "earliest"),
                Map.entry("allow.auto.create.topics", false),
                Map.entry("fetch.max.wait.ms", 200),
                Map.entry("default.api.timeout.ms", 10_000));
        Properties effective = connection.with(defaults);
        // Up to a heartbeat may have passed, unheard, when this worker was last seen awake here.
        this.lease = new Lease(Duration.ofMillis(Long.parseLong(effective.getProperty("session.timeout.ms"))
                - Long.parseLong(effective.getProperty("heartbeat.interval.ms"))), nanoClock);
        thread.setDaemon(true);
    }

    /** Joins the group; to be called once. */
    public void start() {
        thread.start();
    }

    /** Whether this worker may still publish frames of the cameras that it was told to run. */
    public boolean holds() {
        return lease.valid();
    }

    /** Cameras that it has been told to run. */
    public int running() {
        return running;
    }

    /** Whether it takes part in its group and has read all of its share. */
    public boolean healthy() {
        KafkaConsumer<String, byte[]> current = consumer;
        return settled && current != null && current.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("last-heartbeat-seconds-ago"))
                .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
                .anyMatch(ago -> ago >= 0 && ago < SILENCE_S);
    }

    private void run() {
        while (!closed()) {
            try {
                join();
            } catch (WakeupException | InterruptException e) {
                log.debug("asked to stop, or to join anew");
            } catch (KafkaException | StreamException e) {
                tell(e.getMessage());
                pause();
            } catch (RuntimeException e) {
                log.error("sharing the registered cameras broke and begins anew", e);
                pause();
            }
        }
    }

    private void join() throws StreamException {
        KafkaConsumer<String, byte[]> opened = connection.client(defaults,
                properties -> new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer()));
        KafkaClientMetrics metrics = new KafkaClientMetrics(opened);
        try {
            consumer = opened;
            metrics.bindTo(registry);
            follow(opened);
        } finally {
            drop(Set.copyOf(shares.keySet()));
            lease.end();
            assigned = false;
            settled = false;
            consumer = null;
            metrics.close();
            opened.close(CloseOptions.timeout(PATIENCE_AT_CLOSE));
        }
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        lease.begin();
        consumer.subscribe(Set.of(topic), new Rebalance(consumer));
        while (!closed()) {
            ConsumerRecords<String, byte[]> polled = ConsumerRecords.empty();
            boolean answered = true;
            try {
                polled = consumer.poll(POLL);
            } catch (WakeupException | InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                tell(e.getMessage());
                answered = false;
            }
            if (answered ? !lease.stamp() : !lease.valid()) {
                log.warn("this worker could not take part in group {} for longer than its session timeout, so its cameras are others' by now: "
                        + "it stops those it has and joins anew", group);
                return;
            }
            if (!answered) {
                pause();
            }
            polled.forEach(this::take);
            settle(consumer);
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        Share share = shares.get(new TopicPartition(record.topic(), record.partition()));
        if (share == null || !records.isCamera(record)) {
            return;
        }
        share.removed.remove(record.key());
        if (share.complete && record.value() == null) {
            share.removed.add(record.key());
        }
        records.spec(record).filter(CameraSpec::enabled).ifPresentOrElse(spec -> share.wanted.put(record.key(), spec), () -> share.wanted.remove(record.key()));
        share.changed = true;
    }

    /** Has run what the partitions say, where they have been read to their end: what was replaced long ago is never begun. */
    private void settle(KafkaConsumer<String, byte[]> consumer) {
        Set<String> stop = new TreeSet<>();
        Set<String> removed = new TreeSet<>();
        Map<String, CameraSpec> run = new TreeMap<>();
        for (Map.Entry<TopicPartition, Share> entry : shares.entrySet()) {
            Share share = entry.getValue();
            if (!share.complete && consumer.currentLag(entry.getKey()).equals(OptionalLong.of(0))) {
                share.complete = true;
                share.changed = true;
            }
            if (share.complete && share.changed) {
                share.changed = false;
                compare(share, stop, run);
                removed.addAll(share.removed);
                share.removed.clear();
            }
        }
        if (!stop.isEmpty()) {
            listener.stop(stop);
        }
        if (!removed.isEmpty()) {
            listener.removed(removed);
        }
        run.values().forEach(listener::run);
        count();
        if (assigned && !settled && shares.values().stream().allMatch(share -> share.complete)) {
            settled = true;
            log.info("registered cameras run here: {}, those of {} partitions of topic {}, shared in group {}", running, shares.size(), topic, group);
        }
    }

    private static void compare(Share share, Set<String> stop, Map<String, CameraSpec> run) {
        share.running.forEach((id, spec) -> {
            if (!spec.equals(share.wanted.get(id))) {
                stop.add(id);
            }
        });
        share.wanted.forEach((id, spec) -> {
            if (!spec.equals(share.running.get(id))) {
                run.put(id, spec);
            }
        });
        share.running.clear();
        share.running.putAll(share.wanted);
    }

    private void drop(Collection<TopicPartition> partitions) {
        Set<String> stop = new TreeSet<>();
        for (TopicPartition partition : partitions) {
            Share share = shares.remove(partition);
            if (share != null) {
                stop.addAll(share.running.keySet());
            }
        }
        if (!stop.isEmpty()) {
            listener.stop(stop);
        }
        count();
    }

    private void count() {
        running = shares.values().stream().mapToInt(share -> share.running.size()).sum();
    }

    /** What the group decides; called by {@code poll} and {@code close}. */
    private final class Rebalance implements ConsumerRebalanceListener {

        private final KafkaConsumer<String, byte[]> consumer;

        Rebalance(KafkaConsumer<String, byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> shares.put(partition, new Share()));
            consumer.seekToBeginning(partitions);
            assigned = true;
            settled = false;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            drop(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                lease.end();
                log.warn("group {} has given the cameras of this worker to others, having heard nothing of it; they are stopped here", group);
                drop(partitions);
                lease.begin();
            }
        }
    }

    private void tell(String problem) {
        if (!problem.equals(told) || System.nanoTime() - toldNanos > REPEAT_NANOS) {
            told = problem;
            toldNanos = System.nanoTime();
            log.warn("the registered cameras can't be shared in group {} for now, and it is tried again: {}", group, problem);
        }
    }

    private void pause() {
        try {
            closing.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    private void wake() {
        KafkaConsumer<String, byte[]> opened = consumer;
        if (opened != null) {
            opened.wakeup();
        }
    }

    /** Stops its cameras, then leaves the group, which so need not wait for the session timeout. */
    @Override
    public void close() {
        closing.countDown();
        clock.close();
        wake();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
