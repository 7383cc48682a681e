package dev.posestream.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's producer, set up for frames: what it has taken it goes on trying to deliver, in its order, and it outlives a wall clock that is
 * set, forward or back. Used by any number of threads.
 */
final class FrameProducer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FrameProducer.class);
    /** It costs little to be begun anew. */
    private static final Duration NOTABLE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final KafkaConnection connection;
    private final Map<String, Object> settings;
    private final ReadWriteLock renewing = new ReentrantReadWriteLock();
    private final ClockWatch clock;
    private KafkaProducer<String, byte[]> producer;
    private MeterRegistry registry;
    private KafkaClientMetrics metrics;
    private boolean closed;

    /** @throws StreamException when the connection's settings are not usable */
    FrameProducer(KafkaConnection connection, TopicSettings topics) throws StreamException {
        this.connection = connection;
        this.settings = Map.of(
                "client.id", "posestream-ingest",
                "acks", "all",
                "linger.ms", 0,
                "compression.type", "none",
                "max.request.size", topics.maxFrameBytes(),
                "buffer.memory", 48 << 20,
                "max.block.ms", 500,
                "request.timeout.ms", AnalyzeWorker.REQUEST_MS,
                // Memory is what bounds it: by the clock, all that is under way would be too old when that is set forward.
                "delivery.timeout.ms", Integer.MAX_VALUE);
        this.producer = open();
        this.clock = new ClockWatch(NOTABLE, this::renew);
    }

    private KafkaProducer<String, byte[]> open() throws StreamException {
        return connection.client(settings, properties -> new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer()));
    }

    /** As {@link KafkaProducer#send(ProducerRecord, Callback)}. */
    Future<RecordMetadata> send(ProducerRecord<String, byte[]> record, Callback callback) {
        renewing.readLock().lock();
        try {
            return producer.send(record, callback);
        } finally {
            renewing.readLock().unlock();
        }
    }

    /** As {@link #send(ProducerRecord, Callback)}, for what may get lost. */
    void send(ProducerRecord<String, byte[]> record) {
        send(record, null);
    }

    /** Whether it is connected to a broker. */
    boolean connected() {
        renewing.readLock().lock();
        try {
            return producer.metrics().entrySet().stream().filter(metric -> metric.getKey().name().equals("connection-count"))
                    .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue()).sum() > 0;
        } finally {
            renewing.readLock().unlock();
        }
    }

    /** What the old one has taken goes out before anything of the new one; what does not within three seconds is lost, and its sender told. */
    void renew() {
        renewing.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            KafkaProducer<String, byte[]> next = open();
            producer.close(PATIENCE);
            producer = next;
            bind();
        } catch (StreamException e) {
            log.error("the connection to Kafka for frames could not be begun anew: {}", e.getMessage());
        } finally {
            renewing.writeLock().unlock();
        }
    }

    /** Adds Kafka's own metrics of it. */
    void bindTo(MeterRegistry to) {
        renewing.writeLock().lock();
        try {
            registry = to;
            bind();
        } finally {
            renewing.writeLock().unlock();
        }
    }

    private void bind() {
        unbind();
        if (registry != null) {
            metrics = new KafkaClientMetrics(producer);
            metrics.bindTo(registry);
        }
    }

    private void unbind() {
        if (metrics != null) {
            metrics.close();
            metrics = null;
        }
    }

    @Override
    public void close() {
        clock.close();
        renewing.writeLock().lock();
        try {
            closed = true;
            unbind();
            producer.close(PATIENCE);
        } finally {
            renewing.writeLock().unlock();
        }
    }
}
