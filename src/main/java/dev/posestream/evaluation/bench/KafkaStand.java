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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An embedded broker with one part's topics on it. */
final class KafkaStand implements AutoCloseable {

    private final EmbeddedBroker broker;
    private final Path log;

    KafkaStand(Path folder) throws StreamException {
        log = folder.resolve("kafka");
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

    /** Bytes on disk of topics whose names begin and end like this. */
    long stored(String prefix, String suffix) throws IOException {
        Pattern partition = Pattern.compile(Pattern.quote(prefix) + ".*" + Pattern.quote(suffix) + "-\\d+");
        long bytes = 0;
        try (Stream<Path> files = Files.find(log, 2, (file, attributes) -> attributes.isRegularFile() && file.toString().endsWith(".log")
                && partition.matcher(file.getParent().getFileName().toString()).matches())) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    @Override
    public void close() {
        broker.close();
    }
}
