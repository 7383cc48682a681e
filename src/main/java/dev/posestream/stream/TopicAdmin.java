package dev.posestream.stream;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.COMPRESSION_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_MS_CONFIG;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates PoseStream's topics, and checks and describes those that are there. */
public final class TopicAdmin implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TopicAdmin.class);
    private static final Duration SPREADING = Duration.ofSeconds(10);

    private final Admin admin;
    private final KafkaConnection connection;
    private final Topics topics;

    /** @throws StreamException when the connection's settings are not usable */
    public TopicAdmin(KafkaConnection connection, Topics topics) throws StreamException {
        this.connection = connection;
        this.topics = topics;
        this.admin = connection.client(Map.of("client.id", "posestream-topics",
                "request.timeout.ms", 10_000, "default.api.timeout.ms", Answer.PATIENCE.toMillis()), Admin::create);
    }

    /** What the topics look like, in the order of {@link Topics#all()}. */
    public List<TopicReport> describe() throws StreamException {
        List<TopicReport> reports = new ArrayList<>();
        for (String topic : topics.all()) {
            Optional<TopicDescription> description = description(topic);
            reports.add(description.isEmpty() ? TopicReport.missing(topic)
                    : new TopicReport(topic, description.get().partitions().size(),
                            description.get().partitions().get(0).replicas().size(), overrides(topic)));
        }
        return reports;
    }

    /**
     * Creates the topics that are missing and leaves the others as they are.
     *
     * @return the names of those created
     * @throws StreamException when the broker refuses, or an existing topic is too small for frames
     */
    public List<String> create(TopicSettings settings) throws StreamException {
        List<String> created = new ArrayList<>();
        Map<String, NewTopic> wanted = wanted(settings.replication() > 0 ? settings : settings.withReplication(copies()));
        var futures = admin.createTopics(wanted.values()).values();
        for (String topic : wanted.keySet()) {
            try {
                Answer.from(connection, futures.get(topic));
                created.add(topic);
            } catch (StreamException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new StreamException("topic " + topic + " can't be created: " + e.getMessage(), e.getCause());
                }
            }
        }
        checkFrameSize(settings, created);
        return created;
    }

    /**
     * Creates a topic with the partitions, copies and settings of {@code poses}, unless it is there.
     *
     * @throws StreamException when the broker refuses
     */
    public void createLikePoses(String topic) throws StreamException {
        TopicDescription poses = description(topics.poses()).orElseThrow(() -> new StreamException("topic " + topics.poses()
                + " does not exist; 'posestream topics create' creates it"));
        NewTopic wanted = new NewTopic(topic, poses.partitions().size(), (short) poses.partitions().get(0).replicas().size()).configs(overrides(topics.poses()));
        try {
            Answer.from(connection, admin.createTopics(List.of(wanted)).all());
        } catch (StreamException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new StreamException("topic " + topic + " can't be created: " + e.getMessage(), e.getCause());
            }
        }
    }

    /** The settings with the number of copies that the topics really have. */
    public TopicSettings asCreated(TopicSettings settings) throws StreamException {
        TopicDescription frames = known(topics.frames()).orElseThrow(() -> new StreamException("topic " + topics.frames()
                + " has been deleted meanwhile; 'posestream topics create' creates it", null));
        int copies = frames.partitions().get(0).replicas().size();
        if (copies < Math.min(TopicSettings.SAFE_REPLICATION, brokers())) {
            log.warn("topic {} has {} copies and there are {} brokers: what it holds may be lost with one of them; kafka-reassign-partitions.sh gives it more",
                    topics.frames(), copies, brokers());
        }
        return settings.withReplication(copies);
    }

    /** Whether there are so many brokers, and each has all that it should have a copy of, Kafka's own topics included. */
    public boolean inSync(int brokers) throws StreamException {
        if (brokers() < brokers) {
            return false;
        }
        Set<String> all = Answer.from(connection, admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        return Answer.from(connection, admin.describeTopics(all).allTopicNames()).values().stream().flatMap(topic -> topic.partitions().stream())
                .allMatch(partition -> partition.isr().size() == partition.replicas().size());
    }

    /** Waits a moment for a topic that has just been created, of which the broker that is asked may not know yet. */
    private Optional<TopicDescription> known(String topic) throws StreamException {
        Optional<TopicDescription> found = description(topic);
        try {
            for (long until = System.nanoTime() + SPREADING.toNanos(); found.isEmpty() && System.nanoTime() - until < 0; ) {
                TimeUnit.MILLISECONDS.sleep(50);
                found = description(topic);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamException("interrupted", e);
        }
        return found;
    }

    /** As many as there are brokers, up to 3; of a cluster that is just starting, the brokers that are to come are waited for. */
    private int copies() throws StreamException {
        int wanted = Math.min(TopicSettings.SAFE_REPLICATION, Math.max(brokers(), voters()));
        try {
            for (long until = System.nanoTime() + Answer.PATIENCE.toNanos(); brokers() < wanted && System.nanoTime() - until < 0; ) {
                TimeUnit.MILLISECONDS.sleep(500);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamException("interrupted", e);
        }
        if (brokers() < wanted) {
            throw new StreamException("topics should have " + wanted + " copies, but only " + brokers() + " brokers run at " + connection.bootstrapServers()
                    + "; start the others, or choose with --replication");
        }
        return wanted;
    }

    private int brokers() throws StreamException {
        return Answer.from(connection, admin.describeCluster().nodes()).size();
    }

    /** Members of the quorum, which in a small cluster are the brokers; 0 where it is not told, as by services that manage Kafka. */
    private int voters() {
        try {
            return Answer.from(connection, admin.describeMetadataQuorum().quorumInfo()).voters().size();
        } catch (StreamException e) {
            return 0;
        }
    }

    /** Those just created fit, and the broker may not know them everywhere yet. */
    private void checkFrameSize(TopicSettings settings, List<String> created) throws StreamException {
        for (String topic : List.of(topics.frames(), topics.deadletter())) {
            if (created.contains(topic)) {
                continue;
            }
            long limit = Long.parseLong(config(topic).get(MAX_MESSAGE_BYTES_CONFIG).value());
            if (limit < settings.maxFrameBytes()) {
                throw new StreamException("topic " + topic + " takes records of " + limit + " bytes at most, but frames may have "
                        + settings.maxFrameBytes() + "; raise it with: kafka-configs.sh --bootstrap-server "
                        + connection.bootstrapServers() + " --alter --entity-type topics --entity-name " + topic
                        + " --add-config " + MAX_MESSAGE_BYTES_CONFIG + "=" + settings.maxFrameBytes()
                        + ", or set topics.max-frame-bytes to " + limit);
            }
        }
    }

    private Map<String, NewTopic> wanted(TopicSettings settings) {
        Map<String, Map<String, String>> configs = new LinkedHashMap<>();
        Map<String, String> compacted = Map.of(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT);
        Map<String, String> kept = Map.of(RETENTION_MS_CONFIG, "" + settings.posesRetention().toMillis(),
                COMPRESSION_TYPE_CONFIG, "producer");
        String frameBytes = "" + settings.maxFrameBytes();
        configs.put(topics.cameras(), compacted);
        configs.put(topics.status(), compacted);
        configs.put(topics.frames(), Map.of(RETENTION_MS_CONFIG, "" + settings.framesRetention().toMillis(),
                RETENTION_BYTES_CONFIG, "" + settings.framesBytes(),
                SEGMENT_BYTES_CONFIG, "" + Math.max(settings.framesBytes() / 8, 16 << 20),
                SEGMENT_MS_CONFIG, "" + Math.max(settings.framesRetention().toMillis() / 4, 10_000),
                MAX_MESSAGE_BYTES_CONFIG, frameBytes));
        configs.put(topics.poses(), kept);
        configs.put(topics.dropped(), kept);
        configs.put(topics.events(), kept);
        configs.put(topics.occupancy(), kept);
        configs.put(topics.deadletter(), Map.of(RETENTION_MS_CONFIG, "" + settings.posesRetention().toMillis(),
                RETENTION_BYTES_CONFIG, "" + settings.framesBytes(),
                MAX_MESSAGE_BYTES_CONFIG, "" + (settings.maxFrameBytes() + TopicSettings.HEADER_BYTES)));

        Map<String, NewTopic> wanted = new LinkedHashMap<>();
        configs.forEach((topic, config) -> {
            Map<String, String> all = new HashMap<>(config);
            all.put(MIN_IN_SYNC_REPLICAS_CONFIG, "" + settings.minInSync());
            wanted.put(topic, new NewTopic(topic, settings.partitions(), settings.replication()).configs(all));
        });
        return wanted;
    }

    private Optional<TopicDescription> description(String topic) throws StreamException {
        try {
            return Optional.of(Answer.from(connection, admin.describeTopics(List.of(topic)).topicNameValues().get(topic)));
        } catch (StreamException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Map<String, String> overrides(String topic) throws StreamException {
        Map<String, String> overrides = new LinkedHashMap<>();
        config(topic).entries().stream()
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .forEach(entry -> overrides.put(entry.name(), entry.value()));
        return overrides;
    }

    private Config config(String topic) throws StreamException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return Answer.from(connection, admin.describeConfigs(List.of(resource)).values().get(resource));
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
