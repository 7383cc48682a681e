package dev.posestream.stream;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the analysis has come with the frames published here, told by the offsets its consumer group has committed.
 * It holds a replay back to what the analysis can take, and tells when a run over files is done.
 */
public final class AnalysisProgress implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AnalysisProgress.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Admin admin;
    private final String group;
    private final int window;
    private final Map<TopicPartition, Long> published = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> start = new ConcurrentHashMap<>();
    private final AtomicLong underWay = new AtomicLong();
    private volatile Map<TopicPartition, OffsetAndMetadata> committed = Map.of();
    private long askedAt;
    private long stillBehind;
    private long stillSince;
    private boolean told;

    /**
     * @param group  consumer group of the analysis
     * @param window frames that may be published ahead of it
     * @throws StreamException when the connection's settings are not usable
     */
    public AnalysisProgress(KafkaConnection connection, String group, int window) throws StreamException {
        this.group = group;
        this.window = window;
        this.admin = connection.client(Map.of("client.id", "posestream-progress"), Admin::create);
    }

    /** A frame is on its way to the broker. */
    void sent() {
        underWay.incrementAndGet();
    }

    /** It has arrived. */
    void published(TopicPartition partition, long offset) {
        start.putIfAbsent(partition, offset);
        published.merge(partition, offset + 1, Math::max);
        underWay.decrementAndGet();
    }

    /** It will not arrive. */
    void failed() {
        underWay.decrementAndGet();
    }

    /** Blocks while the analysis is a whole window behind. */
    void awaitRoom() throws InterruptedException {
        while (behind() >= window) {
            refresh();
        }
    }

    /** Frames sent from here that the analysis has not finished, as far as is known. */
    public long behind() {
        Map<TopicPartition, OffsetAndMetadata> known = committed;
        return underWay.get() + published.entrySet().stream().mapToLong(entry -> {
            OffsetAndMetadata done = known.get(entry.getKey());
            long from = start.get(entry.getKey());
            return Math.max(0, entry.getValue() - Math.max(from, done == null ? from : done.offset()));
        }).sum();
    }

    /** Asks how far the analysis is; waits a moment when it was asked just now. Says so when it has not moved for long. */
    public synchronized void refresh() throws InterruptedException {
        long wait = askedAt + POLL.toNanos() - System.nanoTime();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
        askedAt = System.nanoTime();
        try {
            committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.debug("offsets of group {} not known: {}", group, e.toString());
        }
        tellIfStill();
    }

    private void tellIfStill() {
        long behind = behind();
        if (behind != stillBehind || behind == 0) {
            stillBehind = behind;
            stillSince = System.nanoTime();
            told = false;
        } else if (!told && System.nanoTime() - stillSince > PATIENCE.toNanos()) {
            told = true;
            log.warn("{} frames wait for Kafka or for the analysis (consumer group {}), and nothing has moved for {} s; is Kafka there, and is an analysis running?",
                    behind, group, PATIENCE.toSeconds());
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
