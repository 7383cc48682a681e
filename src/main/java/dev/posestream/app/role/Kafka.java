package dev.posestream.app.role;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Settings;
import dev.posestream.dashboard.HealthCheck;
import dev.posestream.stream.EmbeddedBroker;
import dev.posestream.stream.KafkaConnection;
import dev.posestream.stream.StreamException;
import dev.posestream.stream.TopicAdmin;
import dev.posestream.stream.TopicSettings;
import java.util.List;
import java.util.Optional;

/** The Kafka everything else talks to: one that is there, or the embedded broker; with the topics created. */
public final class Kafka implements Role {

    private final KafkaConnection connection;
    private final Optional<EmbeddedBroker> broker;
    private TopicSettings topicSettings;

    private Kafka(KafkaConnection connection, Optional<EmbeddedBroker> broker) {
        this.connection = connection;
        this.broker = broker;
    }

    /** Connects to the Kafka the configuration names, or starts the embedded one where it names none. */
    public static Kafka open(Configuration configuration) throws StreamException {
        if (!configuration.embeddedBroker()) {
            return prepared(new Kafka(configuration.kafka(configuration.get(Settings.BOOTSTRAP_SERVERS)), Optional.empty()), configuration);
        }
        EmbeddedBroker broker = EmbeddedBroker.start(configuration.broker());
        return prepared(new Kafka(new KafkaConnection(broker.bootstrapServers()), Optional.of(broker)), configuration);
    }

    private static Kafka prepared(Kafka kafka, Configuration configuration) throws StreamException {
        try (TopicAdmin admin = new TopicAdmin(kafka.connection, configuration.topics())) {
            admin.create(configuration.topicSettings());
            kafka.topicSettings = admin.asCreated(configuration.topicSettings());
            return kafka;
        } catch (StreamException | RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    public KafkaConnection connection() {
        return connection;
    }

    /** As configured, and with as many copies as the topics have. */
    public TopicSettings topicSettings() {
        return topicSettings;
    }

    /** Whether there is room for more frames, as far as that is known here. */
    public boolean hasRoom() {
        return broker.isEmpty() || broker.get().hasRoom();
    }

    @Override
    public List<HealthCheck> checks() {
        return broker.<List<HealthCheck>>map(b -> List.of(HealthCheck.of("disk", b::hasRoom, "the disk of the data folder is nearly full, frames are being lost")))
                .orElse(List.of());
    }

    @Override
    public void close() {
        broker.ifPresent(EmbeddedBroker::close);
    }
}
