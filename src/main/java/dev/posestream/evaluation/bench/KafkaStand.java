package dev.posestream.evaluation.bench;

import dev.posestream.stream.AnalysisProgress;
import dev.posestream.stream.BrokerSettings;
import dev.posestream.stream.EmbeddedBroker;
import dev.posestream.stream.FramePublisher;
import dev.posestream.stream.KafkaConnection;
import dev.posestream.stream.StreamException;
import dev.posestream.stream.TopicAdmin;
import dev.posestream.stream.TopicSettings;
import dev.posestream.stream.Topics;
import java.nio.file.Path;
import java.time.Duration;

/** An embedded broker with one part's topics on it. */
final class KafkaStand implements AutoCloseable {

    private final EmbeddedBroker broker;

    KafkaStand(Path folder) throws StreamException {
        broker = EmbeddedBroker.start(new BrokerSettings(folder, 0, 64L << 20));
    }

    KafkaConnection connection() {
        return new KafkaConnection(broker.bootstrapServers());
    }

    /** Creates the topics of a part of the run. */
    void create(Topics topics, TopicSettings settings) throws StreamException {
        try (TopicAdmin admin = new TopicAdmin(connection(), topics)) {
            admin.create(settings);
        }
    }

    static TopicSettings topicSettings(int partitions) {
        Duration kept = Duration.ofHours(1);
        return new TopicSettings(partitions, (short) 1, kept, 256L << 20, kept, TopicSettings.DEFAULT.maxFrameBytes());
    }

    /** @param progress of an analysis that need not be there, since nothing waits for it */
    FramePublisher publisher(Topics topics, TopicSettings settings, AnalysisProgress progress) throws StreamException {
        return new FramePublisher(connection(), topics, settings, broker::hasRoom, progress);
    }

    /** Lets a replay run ahead without end. */
    AnalysisProgress unbounded() throws StreamException {
        return new AnalysisProgress(connection(), "nobody", Integer.MAX_VALUE);
    }

    @Override
    public void close() {
        broker.close();
    }
}
