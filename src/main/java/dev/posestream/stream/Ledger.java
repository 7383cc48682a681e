package dev.posestream.stream;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Holds every frame that is kept against its outcome: each has a record on {@code poses}, {@code dropped} or
 * {@code deadletter}, or has not been reached by the analysis. As a reader of committed records sees it.
 */
public final class Ledger {

    private final Map<String, Map<String, SessionAccount>> cameras = new TreeMap<>();
    private final Map<Integer, Deletions> deletions = new HashMap<>();
    private long foreign;

    private Ledger() {}

    /**
     * Reads the four topics, which takes as long as all frames that are kept.
     *
     * @param group consumer group of the analysis
     * @param from  frames captured before this are left out
     * @param to    frames captured from this on are left out
     * @throws StreamException when Kafka does not answer or a topic is missing
     */
    public static Ledger read(KafkaConnection connection, Topics topics, String group, Instant from, Instant to) throws StreamException {
        Ledger ledger = new Ledger();
        // What the analysis has passed by now has its outcome on the topics by now.
        Map<TopicPartition, OffsetAndMetadata> passed = passed(connection, group);
        try (TopicScan scan = new TopicScan(connection)) {
            scan.read(topics.frames(), from, record -> ledger.frame(record, passed, to));
            scan.read(topics.poses(), from, record -> ledger.outcome(record, SessionAccount::analysed));
            scan.read(topics.dropped(), from, record -> ledger.outcome(record, SessionAccount::dropped));
            scan.read(topics.deadletter(), from, record -> {
                // A backfill tells nothing of the analysis of live frames.
                if (TopicScan.header(record, DeadLetter.BACKFILL) == null) {
                    ledger.outcome(record, SessionAccount::buried);
                }
            });
        }
        return ledger;
    }

    /** By camera, in the order of their names. */
    public List<CameraAccount> cameras() {
        return cameras.entrySet().stream().map(camera -> camera.getValue().values().stream().map(session -> session.in(camera.getKey()))
                .reduce(CameraAccount.nothing(camera.getKey()), CameraAccount::plus)).filter(account -> account.published() > 0).toList();
    }

    public CameraAccount total() {
        return cameras().stream().reduce(CameraAccount.nothing("all"), CameraAccount::plus);
    }

    /** Session to the number of its last frame that is kept. */
    public Map<String, Long> lastFrames() {
        Map<String, Long> last = new TreeMap<>();
        cameras.values().forEach(sessions -> sessions.forEach((session, account) -> last.put(session, account.last())));
        return last;
    }

    /** Records on the topic {@code frames} that are no frames, so that nothing can be held against them. */
    public long foreign() {
        return foreign;
    }

    private void frame(ConsumerRecord<String, byte[]> record, Map<TopicPartition, OffsetAndMetadata> passed, Instant to) {
        long seq = seq(record);
        long deleted = deletions.computeIfAbsent(record.partition(), p -> new Deletions()).before(record.offset());
        if (seq < 0) {
            foreign++;
        } else if (record.timestamp() < to.toEpochMilli()) {
            OffsetAndMetadata done = passed.get(new TopicPartition(record.topic(), record.partition()));
            cameras.computeIfAbsent(record.key(), c -> new HashMap<>()).computeIfAbsent(TopicScan.header(record, "session"), s -> new SessionAccount())
                    .published(seq, done == null || record.offset() >= done.offset(), deleted);
        }
    }

    /** Of one partition of frames, whose offsets leave nothing out but what Kafka deletes: perhaps while it is read. */
    private static final class Deletions {

        private long next = -1;
        private long seen;

        /** How many there were before this offset, which is the next that was read. */
        long before(long offset) {
            seen += next >= 0 && offset > next ? 1 : 0;
            next = offset + 1;
            return seen;
        }
    }

    private interface Outcome {
        void of(SessionAccount session, long seq);
    }

    /** Of a frame that is not kept any more there is nothing to say. */
    private void outcome(ConsumerRecord<String, byte[]> record, Outcome outcome) {
        long seq = seq(record);
        SessionAccount session = seq < 0 ? null : cameras.getOrDefault(record.key(), Map.of()).get(TopicScan.header(record, "session"));
        if (session != null) {
            outcome.of(session, seq);
        }
    }

    /** The frame's number in its session; negative for what is no frame. */
    private static long seq(ConsumerRecord<String, byte[]> record) {
        String seq = TopicScan.header(record, "seq");
        if (record.key() == null || TopicScan.header(record, "session") == null || seq == null || !seq.matches("\\d{1,18}")) {
            return -1;
        }
        return Long.parseLong(seq);
    }

    private static Map<TopicPartition, OffsetAndMetadata> passed(KafkaConnection connection, String group) throws StreamException {
        try (Admin admin = connection.client(Map.of("client.id", "posestream-ledger", "request.timeout.ms", 10_000, "default.api.timeout.ms", 20_000),
                Admin::create)) {
            Map<TopicPartition, OffsetAndMetadata> passed = Answer.from(connection, admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
            if (passed.isEmpty()) {
                throw new StreamException("no analysis (consumer group " + group + ") has come to any frame on Kafka at " + connection.bootstrapServers()
                        + "; has one run, or under another --application-id?");
            }
            return passed;
        }
    }
}
