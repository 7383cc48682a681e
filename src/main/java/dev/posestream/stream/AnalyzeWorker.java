package dev.posestream.stream;

import dev.posestream.analysis.FrameAnalysis;
import dev.posestream.camera.WallClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.assignment.assignors.StickyTaskAssignor;
import org.apache.kafka.streams.processor.UsePartitionTimeOnInvalidTimestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the analysis: a Kafka Streams application that shares the cameras with all workers of the same application id. */
public final class AnalyzeWorker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AnalyzeWorker.class);

    /** A worker that has not been heard for so long is taken for dead. */
    private static final int SESSION_MS = 6_000;
    /**
     * A dead worker's last transaction stands before what comes after it until it times out. But a thread commits only after a frame of each of its
     * partitions, and neither that nor a broker's death must end one.
     */
    private static final Duration LIVE_TRANSACTION = Duration.ofSeconds(10);
    private static final Duration PATIENT_TRANSACTION = Duration.ofMinutes(5);
    static final int REQUEST_MS = 8_000;
    private static final double SILENCE_SECONDS = 15;

    private final AnalysisClients clients = new AnalysisClients();
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics kafkaMetrics;
    private final boolean comesBack;
    private ClockWatch clock;
    private volatile boolean closing;
    private final CountDownLatch running = new CountDownLatch(1);

    /** @param stateFolder for Kafka Streams' own files; the state itself is in memory and in the changelog */
    public AnalyzeWorker(KafkaConnection connection, Topics topics, TopicSettings topicSettings, AnalyzeSettings settings,
                         FrameAnalysis analysis, AnalyzeModel model, Path stateFolder, MeterRegistry registry) {
        this(connection, topics, topicSettings, settings, analysis, model, stateFolder, registry, Optional.empty());
    }

    AnalyzeWorker(KafkaConnection connection, Topics topics, TopicSettings topicSettings, AnalyzeSettings settings, FrameAnalysis analysis,
                  AnalyzeModel model, Path stateFolder, MeterRegistry registry, Optional<BackfillRange> backfill) {
        var topology = AnalyzeTopology.of(topics, analysis, model, settings, new AnalyzeMetrics(registry), WallClock::nowUs,
                topicSettings.maxFrameBytes(), backfill);
        comesBack = !settings.instanceId().isEmpty();
        streams = new KafkaStreams(topology, properties(connection, topicSettings, settings, stateFolder,
                backfill.isPresent() ? PATIENT_TRANSACTION : LIVE_TRANSACTION), clients);
        streams.setUncaughtExceptionHandler(failure -> {
            if (closing) {
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
            if (failure instanceof StreamsException && failure.getCause() instanceof WakeupException) {
                log.debug("an analysis thread is replaced after the clock was set back");
            } else {
                log.error("an analysis thread broke and is replaced: {}", failure.toString(), failure);
            }
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        streams.setStateListener((now, before) -> {
            log.debug("analysis is {}", now);
            if (now == KafkaStreams.State.RUNNING) {
                running.countDown();
            }
        });
        kafkaMetrics = new KafkaStreamsMetrics(streams);
        try {
            kafkaMetrics.bindTo(registry);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    public void start() {
        clock = new ClockWatch("analysis", clients::wake);
        streams.start();
    }

    /** @return whether the worker had its share of cameras within that time */
    public boolean awaitRunning(Duration patience) throws InterruptedException {
        return running.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether it takes part; false while it starts, moves cameras or has lost Kafka. */
    public boolean healthy() {
        return streams.state() == KafkaStreams.State.RUNNING && secondsSinceHeartbeat() < SILENCE_SECONDS;
    }

    private double secondsSinceHeartbeat() {
        return streams.metrics().entrySet().stream().filter(metric -> metric.getKey().name().equals("last-heartbeat-seconds-ago"))
                .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue()).max().orElse(0);
    }

    private static Properties properties(KafkaConnection connection, TopicSettings topics, AnalyzeSettings settings, Path stateFolder, Duration transaction) {
        Map<String, Object> p = new TreeMap<>();
        p.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
        p.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
        p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        p.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, topics.replication());
        p.put(StreamsConfig.topicPrefix("min.insync.replicas"), topics.minInSync());
        if (settings.guarantee() == Guarantee.EXACTLY_ONCE) {
            p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
            // What is not committed can't be read: this is latency.
            p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
            p.put(StreamsConfig.producerPrefix("transaction.timeout.ms"), transaction.toMillis());
        } else {
            p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 250);
        }
        p.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbys());
        // The state is small and restored in a moment, so a task moves at once, and as few as possible do.
        p.put(StreamsConfig.TASK_ASSIGNOR_CLASS_CONFIG, StickyTaskAssignor.class.getName());
        p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        p.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 64);
        // A foreign record may have a timestamp of -1.
        p.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, UsePartitionTimeOnInvalidTimestamp.class.getName());
        p.put(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, Duration.ofHours(24).toMillis());
        p.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        // A thread asks for more only when it has done all it got, and gets what was fetched of one partition before the next one's.
        // So it takes little at a time: a long queue in one partition must not make the others' frames old. A larger frame still comes.
        p.put(StreamsConfig.mainConsumerPrefix("max.poll.records"), 8);
        p.put(StreamsConfig.mainConsumerPrefix("max.partition.fetch.bytes"), 256 << 10);
        p.put(StreamsConfig.consumerPrefix("fetch.max.bytes"), 16 << 20);
        p.put(StreamsConfig.consumerPrefix("session.timeout.ms"), SESSION_MS);
        p.put(StreamsConfig.consumerPrefix("heartbeat.interval.ms"), 1_500);
        if (!settings.instanceId().isEmpty()) {
            p.put(StreamsConfig.consumerPrefix("group.instance.id"), settings.instanceId());
        }
        // A broker that is silent is given up for another.
        p.put(StreamsConfig.consumerPrefix("request.timeout.ms"), REQUEST_MS);
        p.put(StreamsConfig.producerPrefix("request.timeout.ms"), REQUEST_MS);
        p.put(StreamsConfig.producerPrefix("linger.ms"), 0);
        p.put(StreamsConfig.producerPrefix("max.request.size"), topics.maxFrameBytes() + TopicSettings.HEADER_BYTES);
        p.put(StreamsConfig.producerPrefix("delivery.timeout.ms"), Integer.MAX_VALUE);
        return connection.with(p);
    }

    /** Leaves its cameras to the other workers at once; one with a fixed name is waited for instead, as it will be back. */
    @Override
    public void close() {
        closing = true;
        if (clock != null) {
            clock.close();
        }
        kafkaMetrics.close();
        streams.close(CloseOptions.groupMembershipOperation(comesBack ? GroupMembershipOperation.REMAIN_IN_GROUP : GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(Duration.ofSeconds(10)));
    }
}
