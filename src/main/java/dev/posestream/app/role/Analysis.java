package dev.posestream.app.role;

import dev.posestream.analysis.FrameAnalysis;
import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Settings;
import dev.posestream.dashboard.HealthCheck;
import dev.posestream.inference.InferenceException;
import dev.posestream.inference.InferenceSettings;
import dev.posestream.inference.Networks;
import dev.posestream.network.BadModelException;
import dev.posestream.stream.AnalyzeModel;
import dev.posestream.stream.AnalyzeSettings;
import dev.posestream.stream.AnalyzeWorker;
import dev.posestream.tracking.PoseTracker;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Finds people in frames: the networks and the worker that runs them. */
public final class Analysis implements Role {

    private final Networks networks;
    private final AnalyzeWorker worker;

    private Analysis(Networks networks, AnalyzeWorker worker) {
        this.networks = networks;
        this.worker = worker;
    }

    /** Loads the networks, which takes a second or two and needs no Kafka. The caller closes them, or hands them to {@link #start}. */
    public static Networks load(Configuration configuration) throws BadModelException, InferenceException, IOException {
        return load(configuration.inference());
    }

    static Networks load(InferenceSettings settings) throws BadModelException, InferenceException, IOException {
        Networks networks = Networks.open(settings);
        try {
            networks.warmUp();
            return networks;
        } catch (InferenceException | RuntimeException e) {
            networks.close();
            throw e;
        }
    }

    /** Joins the workers of the same application id. Owns the networks from here on, also when it throws. */
    public static Analysis start(Configuration configuration, AnalyzeSettings settings, Kafka kafka, Networks networks, MeterRegistry registry) {
        try {
            return new Analysis(networks, worker(configuration, settings, kafka, networks, registry));
        } catch (RuntimeException e) {
            networks.close();
            throw e;
        }
    }

    private static AnalyzeWorker worker(Configuration configuration, AnalyzeSettings settings, Kafka kafka, Networks networks,
                                        MeterRegistry registry) {
        AnalyzeWorker worker = new AnalyzeWorker(kafka.connection(), configuration.topics(), kafka.topicSettings(), settings,
                analysis(configuration, networks), model(networks), stateFolder(configuration), registry);
        try {
            NetworkMetrics.bind(networks, registry);
            worker.start();
            return worker;
        } catch (RuntimeException e) {
            worker.close();
            throw e;
        }
    }

    static FrameAnalysis analysis(Configuration configuration, Networks networks) {
        PoseTracker tracker = new PoseTracker(networks.poseEstimator().skeleton(), configuration.tracker(),
                configuration.get(Settings.SMOOTHING).smoother());
        return new FrameAnalysis(networks.personDetector(), networks.poseEstimator(), tracker, configuration.analysis());
    }

    static AnalyzeModel model(Networks networks) {
        return new AnalyzeModel(networks.poseEstimator().model().name(), networks.poseEstimator().skeleton().name());
    }

    static Path stateFolder(Configuration configuration) {
        return configuration.get(Settings.DATA_FOLDER).resolve("streams");
    }

    public boolean awaitRunning(Duration patience) throws InterruptedException {
        return worker.awaitRunning(patience);
    }

    public Networks networks() {
        return networks;
    }

    @Override
    public List<HealthCheck> checks() {
        return List.of(HealthCheck.of("analysis", worker::healthy, "the analysis is starting, taking over cameras or has lost Kafka"));
    }

    @Override
    public void close() {
        worker.close();
        networks.close();
    }
}
