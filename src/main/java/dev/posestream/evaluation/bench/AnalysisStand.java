package dev.posestream.evaluation.bench;

import dev.posestream.analysis.FrameAnalysis;
import dev.posestream.inference.InferenceException;
import dev.posestream.inference.Networks;
import dev.posestream.network.BadModelException;
import dev.posestream.stream.AnalysisProgress;
import dev.posestream.stream.AnalyzeModel;
import dev.posestream.stream.AnalyzeSettings;
import dev.posestream.stream.AnalyzeWorker;
import dev.posestream.stream.FramePartitions;
import dev.posestream.stream.FramePublisher;
import dev.posestream.stream.Guarantee;
import dev.posestream.stream.KafkaConnection;
import dev.posestream.stream.StreamException;
import dev.posestream.stream.TopicSettings;
import dev.posestream.stream.Topics;
import dev.posestream.tracking.PoseTracker;
import dev.posestream.tracking.TrackerSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The program's analysis over the embedded broker, with a gate in it, and the bare loop beside it. */
final class AnalysisStand implements AutoCloseable {

    static final Topics TOPICS = new Topics("analysis.");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS_PER_THREAD = 2;

    private final KafkaStand kafka;
    private final Clip clip;
    private final BenchSettings settings;
    private final Networks networks;
    private final BareNetworks bareNetworks;
    private final BareAnalysis bare;
    private final RoundGate gate;
    private final WorkLog log = new WorkLog();
    private final AnalysisProgress unbounded;
    private final FramePublisher publisher;
    private final ReplayFeed feed;
    private final AnalyzeWorker worker;
    private final int partitions;

    AnalysisStand(KafkaStand kafka, Path folder, Clip clip, BenchSettings settings)
            throws BenchException, StreamException, BadModelException, InferenceException, IOException, InterruptedException {
        this.kafka = kafka;
        this.clip = clip;
        this.settings = settings;
        partitions = Math.max(4, PARTITIONS_PER_THREAD * settings.threads());
        TopicSettings topicSettings = KafkaStand.topicSettings(partitions);
        kafka.create(TOPICS, topicSettings);
        networks = Networks.open(settings.inference());
        bareNetworks = BareNetworks.open(settings.inference(), networks, clip);
        bare = new BareAnalysis(bareNetworks, settings.threads());
        gate = new RoundGate(settings.threads());
        unbounded = kafka.unbounded();
        publisher = kafka.publisher(TOPICS, topicSettings, unbounded);
        feed = new ReplayFeed(publisher, clip, FramePartitions.spread("replay-", partitions, partitions));
        PoseTracker tracker = new PoseTracker(networks.poseEstimator().skeleton(), TrackerSettings.DEFAULT, settings.smoothing().smoother());
        FrameAnalysis analysis = new FrameAnalysis(new LoggedDetector(networks.personDetector(), log),
                new GatedEstimator(networks.poseEstimator(), gate, log), tracker, settings.analysis());
        AnalyzeModel model = new AnalyzeModel(networks.poseEstimator().model().name(), networks.poseEstimator().skeleton().name());
        AnalyzeSettings analyze = new AnalyzeSettings("bench-analyze", "bench", settings.threads(), Duration.ofSeconds(2), Duration.ofSeconds(30),
                Guarantee.AT_LEAST_ONCE, 0);
        worker = new AnalyzeWorker(kafka.connection(), TOPICS, topicSettings, analyze, analysis, model, folder, new SimpleMeterRegistry());
        worker.start();
        if (!worker.awaitRunning(PATIENCE)) {
            close();
            throw new BenchException("the analysis did not start within " + PATIENCE.toSeconds() + " s");
        }
    }

    KafkaConnection kafka() {
        return kafka.connection();
    }

    Networks networks() {
        return networks;
    }

    BareAnalysis bare() {
        return bare;
    }

    RoundGate gate() {
        return gate;
    }

    WorkLog log() {
        return log;
    }

    FramePublisher publisher() {
        return publisher;
    }

    ReplayFeed feed() {
        return feed;
    }

    Clip clip() {
        return clip;
    }

    BenchSettings settings() {
        return settings;
    }

    /** Bytes of pose records on the broker's disk. */
    long storedPoses() throws IOException {
        return kafka.stored(TOPICS.poses(), "");
    }

    /** Bytes on the broker's disk of what the analysis remembers. */
    long storedState() throws IOException {
        return kafka.stored("bench-analyze-", "-changelog");
    }

    /** Camera ids for live cameras, evenly spread. */
    List<String> liveCameras(int count) {
        return FramePartitions.spread("live-", count, partitions);
    }

    @Override
    public void close() {
        gate.open();
        worker.close();
        publisher.close();
        unbounded.close();
        bare.close();
        bareNetworks.close();
        networks.close();
    }
}
