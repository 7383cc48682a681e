package dev.posestream.dashboard;

import io.vertx.ext.web.Router;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Health and metrics alone, for a role that has no page: {@code /health/live}, {@code /health/ready}, {@code /metrics}.
 * It shows no pictures and no poses, so unlike the dashboard it may listen beyond loopback without credentials.
 */
public final class MonitoringServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MonitoringServer.class);

    private final DashboardSettings settings;
    private final Supplier<String> metrics;
    private final List<HealthCheck> checks;
    private final HttpListener listener = new HttpListener();

    /** @param metrics gives the text in Prometheus' exposition format; asked on a worker thread */
    public MonitoringServer(DashboardSettings settings, Supplier<String> metrics, List<HealthCheck> checks) {
        this.settings = settings;
        this.metrics = metrics;
        this.checks = List.copyOf(checks);
    }

    /**
     * Waits until it listens.
     *
     * @return the real port
     * @throws DashboardException when it can't
     */
    public int start() {
        Router router = Router.router(listener.vertx());
        router.route().handler(new SecurityHeaders());
        new MonitoringRoutes(listener.vertx(), new Access(settings.credentials()), metrics, checks).install(router);
        JsonErrors.install(router);
        int port = listener.listen(settings, router);
        LOG.info("Health and metrics on http://{}:{}/", settings.host(), port);
        return port;
    }

    @Override
    public void close() {
        listener.close();
    }
}
