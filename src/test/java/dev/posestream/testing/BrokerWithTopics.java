package dev.posestream.testing;

import dev.posestream.stream.BrokerSettings;
import dev.posestream.stream.EmbeddedBroker;
import dev.posestream.stream.KafkaConnection;
import dev.posestream.stream.StreamException;
import dev.posestream.stream.TopicAdmin;
import dev.posestream.stream.TopicSettings;
import dev.posestream.stream.Topics;
import java.nio.file.Path;

/** A broker in this process, with the program's topics. */
public final class BrokerWithTopics implements AutoCloseable {

    private final EmbeddedBroker broker;

    private BrokerWithTopics(EmbeddedBroker broker) {
        this.broker = broker;
    }

    public static BrokerWithTopics in(Path folder) throws StreamException {
        return in(folder, TopicSettings.DEFAULT);
    }

    public static BrokerWithTopics in(Path folder, TopicSettings settings) throws StreamException {
        BrokerWithTopics broker = new BrokerWithTopics(EmbeddedBroker.start(new BrokerSettings(folder, 0, 0)));
        try (TopicAdmin admin = new TopicAdmin(broker.connection(), Topics.DEFAULT)) {
            admin.create(settings);
            return broker;
        } catch (StreamException e) {
            broker.close();
            throw e;
        }
    }

    public KafkaConnection connection() {
        return new KafkaConnection(bootstrapServers());
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public void close() {
        broker.close();
    }
}
