package dev.posestream.stream;

import dev.posestream.analysis.FrameAnalysis;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;

/**
 * One worker of a backfill: retained frames analysed again, beside the live analysis, into a topic of their own. A Kafka Streams application that
 * ends; with exactly-once, because state and poses that go together are what makes a backfill that was stopped midway give the same as one that was not.
 */
public final class Backfill implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(300);
    /** Longer than a killed worker stays in the group. */
    private static final int PATIENCE_POLLS = 100;

    private final KafkaConnection connection;
    private final Topics topics;
    private final TopicSettings topicSettings;
    private final BackfillRequest request;
    private final Admin admin;
    private final BackfillPlan plan;
    private final FrameOffsets frames;
    private Optional<AnalyzeWorker> worker = Optional.empty();

    private Backfill(KafkaConnection connection, Topics topics, TopicSettings topicSettings, BackfillRequest request, Admin admin) throws StreamException {
        this.connection = connection;
        this.topics = topics;
        this.topicSettings = topicSettings;
        this.request = request;
        this.admin = admin;
        this.frames = new FrameOffsets(connection, admin, topics.frames());
        this.plan = new BackfillPlanner(connection, topics, topicSettings, request, admin).plan();
    }

    /**
     * Settles what there is to do, and goes on with what others, or this one before, have begun. Nothing runs yet.
     *
     * @throws StreamException when no frame is in the range, or Kafka does not answer
     */
    public static Backfill of(KafkaConnection connection, Topics topics, TopicSettings topicSettings, BackfillRequest request) throws StreamException {
        Admin admin = connection.client(Map.of("client.id", "posestream-backfill"), Admin::create);
        try {
            return new Backfill(connection, topics, topicSettings, request, admin);
        } catch (StreamException | RuntimeException e) {
            admin.close(Duration.ofSeconds(1));
            throw e;
        }
    }

    /**
     * Joins those who work on it.
     *
     * @param settings of the live analysis; of these, threads
     */
    public void start(AnalyzeSettings settings, FrameAnalysis analysis, AnalyzeModel model, Path stateFolder, MeterRegistry registry) throws StreamException {
        try (TopicAdmin topicAdmin = new TopicAdmin(connection, topics)) {
            topicAdmin.createLikePoses(request.output());
        }
        BackfillRange range = new BackfillRange(request.output(), plan.fromMs(), plan.toMs(), plan.ends(), request.cameras());
        worker = Optional.of(new AnalyzeWorker(connection, topics, topicSettings, settings.backfill(request.applicationId()), analysis, model, stateFolder,
                registry, Optional.of(range)));
        worker.get().start();
    }

    public String applicationId() {
        return request.applicationId();
    }

    /** Whether it takes part; false while it starts, or has lost Kafka. */
    public boolean healthy() {
        return worker.map(AnalyzeWorker::healthy).orElse(false);
    }

    /** Records of the topic {@code frames} to pass by in all; some of them may be of other times or cameras. */
    public long records() {
        return plan.records();
    }

    /** Of these, how many have been passed by all workers together. */
    public long passed() throws StreamException {
        Map<TopicPartition, OffsetAndMetadata> committed = Answer.from(connection, admin.listConsumerGroupOffsets(request.applicationId()).partitionsToOffsetAndMetadata());
        Map<Integer, Long> kept = frames.earliest();
        return plan.ends().entrySet().stream().mapToLong(end -> {
            long start = plan.starts().get(end.getKey());
            OffsetAndMetadata at = committed.get(new TopicPartition(topics.frames(), end.getKey()));
            long position = Math.max(at == null ? start : at.offset(), kept.get(end.getKey()));
            return Math.max(0, Math.min(position, end.getValue()) - start);
        }).sum();
    }

    /**
     * Leaves. Who is the last, takes away what only the backfill needed: its state first, then the group, then the plan. Who starts it again after
     * a kill in between finds that all is passed, or a plan without a group, which begins with nothing remembered.
     */
    public void finish() throws StreamException, InterruptedException {
        InternalTopics changelogs = new InternalTopics(connection, admin, AnalyzeTopology.changelogs(request.applicationId()));
        InternalTopics plans = new InternalTopics(connection, admin, List.of(BackfillPlanner.topic(request)));
        Set<Uuid> memory = changelogs.there();
        Set<Uuid> planned = plans.there();
        worker.ifPresent(AnalyzeWorker::close);
        for (int i = 0; i < PATIENCE_POLLS; i++) {
            if (nobodyWorks()) {
                changelogs.delete(memory);
                if (deleteGroup()) {
                    plans.delete(planned);
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
    }

    private boolean nobodyWorks() throws StreamException {
        String group = request.applicationId();
        try {
            return Answer.from(connection, admin.describeConsumerGroups(List.of(group)).describedGroups().get(group)).members().isEmpty();
        } catch (StreamException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return true;
            }
            throw e;
        }
    }

    /** @return whether it is gone */
    private boolean deleteGroup() throws StreamException {
        try {
            Answer.from(connection, admin.deleteConsumerGroups(List.of(request.applicationId())).all());
            return true;
        } catch (StreamException e) {
            if (e.getCause() instanceof GroupNotEmptyException) {
                return false;
            }
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return true;
            }
            throw e;
        }
    }

    /** Frames that this worker has analysed, going by what it counts into the registry. */
    public static long frames(MeterRegistry registry) {
        return registry.find("posestream.latency").timers().stream().mapToLong(Timer::count).sum();
    }

    public static long people(MeterRegistry registry) {
        return registry.find("posestream.people").counters().stream().mapToLong(counter -> Math.round(counter.count())).sum();
    }

    public static long buried(MeterRegistry registry) {
        return registry.find("posestream.frames.deadletter").counters().stream().mapToLong(counter -> Math.round(counter.count())).sum();
    }

    /** Leaves what is not done to others, or to the next start of the same. */
    @Override
    public void close() {
        Thread.interrupted(); // or closing fails at once
        worker.ifPresent(AnalyzeWorker::close);
        admin.close(Duration.ofSeconds(1));
    }
}
