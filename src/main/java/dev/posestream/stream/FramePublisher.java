package dev.posestream.stream;

import dev.posestream.camera.CameraStatus;
import dev.posestream.camera.Frame;
import dev.posestream.camera.FrameSink;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes frames and camera states. Live frames are buffered while Kafka is away, as far as memory for it goes (48 MB); what
 * can't be taken is lost and counted, so that a camera never waits. A replayed frame waits until the analysis has caught up.
 */
public final class FramePublisher implements FrameSink, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FramePublisher.class);

    private final FrameProducer producer;
    private final Topics topics;
    private final BooleanSupplier room;
    private final AnalysisProgress progress;
    private final Map<String, LongAdder> published = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> lost = new ConcurrentHashMap<>();
    private final Set<String> losing = ConcurrentHashMap.newKeySet();
    private final Set<String> gone = ConcurrentHashMap.newKeySet();

    /**
     * @param room whether the disk has room for frames; asked before each
     * @throws StreamException when the connection's settings are not usable
     */
    public FramePublisher(KafkaConnection connection, Topics topics, TopicSettings settings, BooleanSupplier room,
                          AnalysisProgress progress) throws StreamException {
        this.topics = topics;
        this.room = room;
        this.progress = progress;
        this.producer = new FrameProducer(connection, topics, settings);
    }

    @Override
    public boolean accept(Frame frame) throws InterruptedException {
        gone.remove(frame.camera());
        if (frame.replayedUs().isPresent()) {
            awaitRoom();
        } else if (!room.getAsBoolean()) {
            return lost(frame.camera(), "the disk of the broker's data folder is nearly full");
        }
        // A replay's capture times run ahead of the clock, and Kafka keeps records of the future for ever.
        long timestampUs = frame.replayedUs().orElse(frame.picture().capturedUs());
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topics.frames(), null, timestampUs / 1000, frame.camera(), frame.picture().jpeg(), FrameHeaders.write(frame));
        String camera = frame.camera(); // all that is kept of the frame until it has arrived
        progress.sent();
        try {
            Future<RecordMetadata> sent = producer.send(record, (metadata, failure) -> delivered(camera, metadata, failure));
            return !refused(sent);
        } catch (InterruptException e) {
            progress.failed();
            throw new InterruptedException();
        } catch (KafkaException e) {
            progress.failed();
            return lost(frame.camera(), e.getMessage());
        }
    }

    /** Whether the producer has not even taken it, for want of room or because it is too large; it does not throw then. */
    private static boolean refused(Future<RecordMetadata> sent) throws InterruptedException {
        if (sent.isDone()) {
            try {
                sent.get();
            } catch (ExecutionException e) {
                return true;
            }
        }
        return false;
    }

    /** For the analysis to come after, for the disk, and for a connection that is begun anew. */
    private void awaitRoom() throws InterruptedException {
        progress.awaitRoom();
        while (!room.getAsBoolean() || !producer.ready()) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    @Override
    public void status(CameraStatus status) {
        try {
            producer.send(new ProducerRecord<>(topics.status(), null, status.atUs() / 1000, status.camera(), StatusJson.write(status)));
        } catch (KafkaException e) {
            log.debug("status of camera {} not published: {}", status.camera(), e.getMessage());
        }
    }

    /** Takes back what was said of a camera that is no more, so that no page shows it. */
    public void withdrawStatus(String camera) {
        try {
            producer.send(new ProducerRecord<>(topics.status(), camera, null));
        } catch (KafkaException e) {
            log.debug("status of camera {} not withdrawn: {}", camera, e.getMessage());
        }
    }

    /** Frames of one camera that the broker has taken. */
    public long published(String camera) {
        return count(published, camera);
    }

    @Override
    public long lost(String camera) {
        return count(lost, camera);
    }

    private static long count(Map<String, LongAdder> counts, String camera) {
        LongAdder count = counts.get(camera);
        return count == null ? 0 : count.sum();
    }

    /** The camera is captured here no more: what is still lost of it says nothing of those that are. */
    public void forget(String camera) {
        gone.add(camera);
        losing.remove(camera);
    }

    /** Whether Kafka is there and takes what it is given. */
    public boolean healthy() {
        return losing.isEmpty() && producer.connected();
    }

    private void delivered(String camera, RecordMetadata metadata, Exception failure) {
        if (failure != null) {
            progress.failed();
            lost(camera, failure.getMessage());
            return;
        }
        published.computeIfAbsent(camera, c -> new LongAdder()).increment();
        losing.remove(camera);
        progress.published(new TopicPartition(metadata.topic(), metadata.partition()), metadata.offset());
    }

    /** Counts a frame that is not even tried. @return false, as {@link #accept} does for it */
    public boolean refuse(String camera, String why) {
        return lost(camera, why);
    }

    private boolean lost(String camera, String why) {
        lost.computeIfAbsent(camera, c -> new LongAdder()).increment();
        if (!gone.contains(camera) && losing.add(camera)) {
            log.warn("frames of camera {} are being lost: {}", camera, why);
        }
        return false;
    }

    /** Adds the producer's own metrics. */
    public void bindTo(MeterRegistry registry) {
        producer.bindTo(registry);
    }

    @Override
    public void close() {
        producer.close();
    }
}
