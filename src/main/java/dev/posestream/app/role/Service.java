package dev.posestream.app.role;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Settings;
import dev.posestream.camera.Camera;
import dev.posestream.dashboard.HealthCheck;
import dev.posestream.dashboard.MonitoringServer;
import dev.posestream.inference.InferenceException;
import dev.posestream.inference.Networks;
import dev.posestream.network.BadModelException;
import dev.posestream.stream.AnalyzeSettings;
import dev.posestream.stream.BackfillRequest;
import dev.posestream.stream.StreamException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The roles that run in this process. They are started one by one and closed in the opposite order, also when one of
 * them could not be started.
 */
public final class Service implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

    private final Configuration configuration;
    private final PrometheusMeterRegistry registry = Metrics.registry();
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final List<HealthCheck> checks = new ArrayList<>();
    private Kafka kafka;

    public Service(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Connects to Kafka or starts the embedded one, at the first call. */
    public Kafka kafka() throws StreamException {
        if (kafka == null) {
            kafka = keep(Kafka.open(configuration));
        }
        return kafka;
    }

    /** Loads the networks and meanwhile opens Kafka, then begins to analyse. Returns when frames are being taken. */
    public Analysis kafkaAndAnalysis() throws StreamException, BadModelException, InferenceException, IOException, InterruptedException {
        Networks.check(configuration.inference());
        ExecutorService loader = Executors.newSingleThreadExecutor();
        try {
            Future<Networks> loading = loader.submit((Callable<Networks>) () -> Analysis.load(configuration));
            Networks networks;
            try {
                kafka();
                networks = loaded(loading);
            } catch (StreamException | InterruptedException | RuntimeException e) {
                discard(loading);
                throw e;
            }
            return analysis(networks);
        } finally {
            loader.shutdown();
        }
    }

    /** Settles what a backfill reads; it runs from {@link BackfillWork#start()} on. */
    public BackfillWork backfill(BackfillRequest request) throws StreamException, BadModelException, IOException {
        Networks.check(configuration.inference());
        return keep(new BackfillWork(configuration, kafka(), request, registry));
    }

    /** Captures cameras, from {@link Ingest#start()} on. */
    public Ingest ingest(List<Camera> cameras) throws StreamException {
        return keep(Ingest.open(configuration, cameras, kafka, registry));
    }

    public Dashboard dashboard() throws StreamException {
        return keep(Dashboard.start(configuration, kafka.connection(), registry, checks));
    }

    /** Health and metrics alone, where a port is configured for them. */
    public void monitoring() {
        if (configuration.get(Settings.MONITORING_PORT) > 0) {
            MonitoringServer server = new MonitoringServer(configuration.monitoring(), registry::scrape, checks);
            started.push(server);
            server.start();
        }
    }

    private Analysis analysis(Networks networks) throws InterruptedException {
        AnalyzeSettings settings = configuration.analyze();
        if (configuration.embeddedBroker() && settings.instanceId().isEmpty()) {
            // Nobody else can use the data folder, so this is the same worker as at the last start.
            settings = settings.alone("embedded");
        }
        Analysis analysis = keep(Analysis.start(configuration, settings, kafka, networks, registry));
        if (!analysis.awaitRunning(START_PATIENCE)) {
            LOG.warn("the analysis has not got its share of cameras within {} s; it goes on trying", START_PATIENCE.toSeconds());
        }
        return analysis;
    }

    private static Networks loaded(Future<Networks> loading) throws BadModelException, InferenceException, IOException, InterruptedException {
        try {
            return loading.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof BadModelException bad) {
                throw bad;
            } else if (cause instanceof InferenceException bad) {
                throw bad;
            } else if (cause instanceof IOException bad) {
                throw bad;
            }
            throw new IllegalStateException(cause);
        }
    }

    /** Waits for them, because they can be closed only then. */
    private static void discard(Future<Networks> loading) {
        try {
            loading.get().close();
        } catch (ExecutionException e) {
            // it has nothing to close
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <R extends Role> R keep(R role) {
        started.push(role);
        checks.addAll(role.checks());
        return role;
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                LOG.warn("while stopping", e);
            }
        }
    }
}
