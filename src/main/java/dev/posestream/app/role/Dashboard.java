package dev.posestream.app.role;

import dev.posestream.app.config.Configuration;
import dev.posestream.dashboard.DashboardServer;
import dev.posestream.dashboard.HealthCheck;
import dev.posestream.stream.KafkaConnection;
import dev.posestream.stream.KafkaLiveFeed;
import dev.posestream.stream.KafkaLiveRegistry;
import dev.posestream.stream.StreamException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;

/** The page, its feed, health and metrics. */
public final class Dashboard implements Role {

    private final KafkaLiveFeed feed;
    private final KafkaLiveRegistry cameras;
    private final DashboardServer server;
    private final int port;

    private Dashboard(KafkaLiveFeed feed, KafkaLiveRegistry cameras, DashboardServer server, int port) {
        this.feed = feed;
        this.cameras = cameras;
        this.server = server;
        this.port = port;
    }

    /**
     * @param others checks of the roles that run in the same process
     * @throws dev.posestream.dashboard.DashboardException when it can't listen
     */
    public static Dashboard start(Configuration configuration, KafkaConnection kafka, PrometheusMeterRegistry registry, List<HealthCheck> others)
            throws StreamException {
        KafkaLiveRegistry cameras = new KafkaLiveRegistry(kafka, configuration.topics());
        KafkaLiveFeed feed = new KafkaLiveFeed(kafka, configuration.topics(), registry);
        List<HealthCheck> checks = new ArrayList<>(others);
        checks.add(HealthCheck.of("kafka", feed::healthy, "Kafka does not answer"));
        DashboardServer server = new DashboardServer(configuration.dashboard(), feed, cameras, registry::scrape, checks);
        try {
            return new Dashboard(feed, cameras, server, server.start());
        } catch (RuntimeException e) {
            try (cameras; feed; server) {
                throw e;
            }
        }
    }

    public int port() {
        return port;
    }

    @Override
    public List<HealthCheck> checks() {
        return List.of();
    }

    @Override
    public void close() {
        server.close();
        feed.close();
        cameras.close();
    }
}
