package dev.posestream.stream;

import dev.posestream.camera.CameraSpec;
import dev.posestream.camera.CameraStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The cameras that ingest workers share: the last record of each camera on the topic {@code cameras}. Each question reads the topic anew,
 * which is what a command wants; whoever asks often has {@link LiveRegistry}.
 */
public final class CameraRegistry implements AutoCloseable {

    /** More than Kafka's own, which counts by the wall clock. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final KafkaConnection connection;
    private final Topics topics;
    private final KafkaProducer<String, byte[]> producer;
    private final RegistryRecords records = new RegistryRecords();

    /** @throws StreamException when the connection's settings are not usable */
    public CameraRegistry(KafkaConnection connection, Topics topics) throws StreamException {
        this.connection = connection;
        this.topics = topics;
        this.producer = connection.client(Map.of("client.id", "posestream-registry", "acks", "all", "linger.ms", 0, "max.block.ms", 10_000,
                "request.timeout.ms", 9_000, "delivery.timeout.ms", 10_000),
                properties -> new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer()));
    }

    /** All that are registered, by id. @throws StreamException when Kafka does not answer or the topic is not there */
    public SortedMap<String, CameraSpec> list() throws StreamException {
        SortedMap<String, CameraSpec> specs = new TreeMap<>();
        read(topics.cameras(), record -> {
            if (records.isCamera(record)) {
                records.spec(record).ifPresentOrElse(spec -> specs.put(spec.id(), spec), () -> specs.remove(record.key()));
            }
        });
        return specs;
    }

    /** The key of every registration, also of one whose record nobody can understand. */
    public SortedSet<String> names() throws StreamException {
        SortedSet<String> names = new TreeSet<>();
        read(topics.cameras(), record -> {
            if (record.key() != null && record.value() != null) {
                names.add(record.key());
            } else if (record.key() != null) {
                names.remove(record.key());
            }
        });
        return names;
    }

    /** One of them. */
    public Optional<CameraSpec> get(String camera) throws StreamException {
        return Optional.ofNullable(list().get(camera));
    }

    /** How each camera is doing, by the topic {@code status}; also of those that are not registered. */
    public Map<String, CameraStatus> states() throws StreamException {
        Map<String, CameraStatus> states = new TreeMap<>();
        read(topics.status(), record -> {
            states.remove(record.key() == null ? "" : record.key());
            if (record.value() != null) {
                try {
                    CameraStatus status = StatusJson.read(record.value());
                    states.put(status.camera(), status);
                } catch (BadRecordException e) {
                    // somebody else's record on the topic is no camera's state
                }
            }
        });
        return states;
    }

    private void read(String topic, Consumer<ConsumerRecord<String, byte[]>> each) throws StreamException {
        try (TopicScan scan = new TopicScan(connection)) {
            scan.read(topic, each);
        }
    }

    /** Adds a camera, or replaces the one of its name. Workers follow within a second or so. */
    public void put(CameraSpec spec) throws StreamException {
        write(spec.id(), Optional.of(spec));
    }

    /** Takes a camera out; no harm when there is none. */
    public void remove(String camera) throws StreamException {
        write(camera, Optional.empty());
    }

    /** @return where the record is */
    RecordMetadata write(String camera, Optional<CameraSpec> spec) throws StreamException {
        try {
            return producer.send(new ProducerRecord<>(topics.cameras(), camera, spec.map(CameraJson::write).orElse(null)))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw refused(e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw refused(new TimeoutException("no answer within " + PATIENCE.toSeconds() + " s"));
        } catch (KafkaException e) {
            throw refused(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamException("interrupted while the registry was written", e);
        }
    }

    private StreamException refused(Throwable cause) {
        if (cause instanceof InterruptException) {
            return new StreamException("interrupted while the registry was written", cause);
        }
        return new StreamException("topic " + topics.cameras() + " at " + connection.bootstrapServers() + " does not take the change ("
                + cause.getMessage() + "); " + (cause instanceof TimeoutException
                ? "is Kafka there, and is the topic? 'posestream topics describe' tells, 'posestream topics create' creates it"
                : "may this user write to it?"), cause);
    }

    @Override
    public void close() {
        Thread.interrupted(); // or closing fails at once
        producer.close(Duration.ofSeconds(1));
    }
}
