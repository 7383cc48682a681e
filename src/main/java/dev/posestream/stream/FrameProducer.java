package dev.posestream.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Kafka's producer, set up for frames: what it has taken it goes on trying to deliver, in its order, and it outlives a wall clock that is
 * set, forward or back. Used by any number of threads.
 */
final class FrameProducer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(3);

    private final KafkaConnection connection;
    private final List<String> topics;
    private final Map<String, Object> settings;
    private final ClockWatch clock;
    /** Null while one takes the place of another. */
    private volatile KafkaProducer<String, byte[]> producer;
    private MeterRegistry registry;
    private KafkaClientMetrics metrics;
    private boolean closed;

    /** @throws StreamException when the connection's settings are not usable */
    FrameProducer(KafkaConnection connection, Topics topics, TopicSettings topicSettings) throws StreamException {
        this.connection = connection;
        this.topics = List.of(topics.frames(), topics.status());
        this.settings = Map.of(
                "client.id", "posestream-ingest",
                "acks", "all",
                "linger.ms", 0,
                "compression.type", "none",
                "max.request.size", topicSettings.maxFrameBytes(),
                "buffer.memory", 48 << 20,
                "max.block.ms", 500,
                "request.timeout.ms", AnalyzeWorker.REQUEST_MS,
                // Memory is what bounds it: by the clock, all that is under way would be too old when that is set forward.
                "delivery.timeout.ms", Integer.MAX_VALUE);
        this.producer = open();
        this.clock = new ClockWatch("connection to Kafka for frames", () -> renew(PATIENCE));
    }

    private KafkaProducer<String, byte[]> open() throws StreamException {
        return connection.client(settings, properties -> new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer()));
    }

    /**
     * As {@link KafkaProducer#send(ProducerRecord, Callback)}.
     *
     * @throws TimeoutException when it is just being begun anew; the record is not taken
     */
    Future<RecordMetadata> send(ProducerRecord<String, byte[]> record, Callback callback) {
        KafkaProducer<String, byte[]> current = producer;
        if (current != null) {
            try {
                return current.send(record, callback);
            } catch (IllegalStateException e) {
                // closed meanwhile
            }
        }
        throw new TimeoutException("the connection to Kafka is being begun anew");
    }

    /** As {@link #send(ProducerRecord, Callback)}, for what may get lost. */
    void send(ProducerRecord<String, byte[]> record) {
        send(record, null);
    }

    /** Whether it takes records. */
    boolean ready() {
        return producer != null;
    }

    /** Whether it is connected to a broker. */
    boolean connected() {
        KafkaProducer<String, byte[]> current = producer;
        return current != null && current.metrics().entrySet().stream().filter(metric -> metric.getKey().name().equals("connection-count"))
                .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue()).sum() > 0;
    }

    /**
     * Puts another in its place. What the old one has taken goes out before anything of the new one; what does not within that time is lost,
     * and its sender told.
     *
     * @throws StreamException when Kafka does not answer the new one; then the old one stays, with all that it has taken
     */
    synchronized void renew(Duration patience) throws StreamException {
        if (closed) {
            return;
        }
        KafkaProducer<String, byte[]> next = open();
        try {
            topics.forEach(next::partitionsFor);
        } catch (KafkaException e) {
            next.close(Duration.ZERO);
            throw new StreamException("Kafka at " + connection.bootstrapServers() + " does not answer: " + e.getMessage(), e);
        }
        KafkaProducer<String, byte[]> old = producer;
        producer = null;
        try {
            old.close(patience);
        } finally {
            producer = next;
            bind();
        }
    }

    /** Adds Kafka's own metrics of it. */
    synchronized void bindTo(MeterRegistry to) {
        registry = to;
        bind();
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
    public synchronized void close() {
        clock.close();
        closed = true;
        unbind();
        producer.close(PATIENCE_AT_CLOSE);
    }
}
