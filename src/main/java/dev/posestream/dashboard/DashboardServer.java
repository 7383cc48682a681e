package dev.posestream.dashboard;

import dev.posestream.stream.LiveFeed;
import dev.posestream.stream.LiveRegistry;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live dashboard: the page at {@code /}, a websocket at {@code /live}, JSON under {@code /api}, and
 * {@code /health/live}, {@code /health/ready} and {@code /metrics}.
 *
 * <p>With credentials configured all but health ask for them; without, it listens on loopback only and answers only to
 * the names of loopback, health excepted. The feed and the registry stay the caller's, who closes them after this server.
 */
public final class DashboardServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DashboardServer.class);

    private final DashboardSettings settings;
    private final LiveFeed feed;
    private final LiveRegistry registry;
    private final Supplier<String> metrics;
    private final List<HealthCheck> checks;
    private final Clocks clocks;
    private final HttpListener listener;

    /**
     * @param feed     not started yet; {@link #start()} does
     * @param registry likewise
     * @param metrics  gives the text in Prometheus' exposition format; asked on a worker thread
     * @throws DashboardException when it would show the cameras to the network without asking for a password
     */
    public DashboardServer(DashboardSettings settings, LiveFeed feed, LiveRegistry registry, Supplier<String> metrics, List<HealthCheck> checks) {
        this(settings, feed, registry, metrics, checks, Clocks.SYSTEM);
    }

    DashboardServer(DashboardSettings settings, LiveFeed feed, LiveRegistry registry, Supplier<String> metrics, List<HealthCheck> checks, Clocks clocks) {
        check(settings);
        this.settings = settings;
        this.feed = feed;
        this.registry = registry;
        this.metrics = metrics;
        this.checks = List.copyOf(checks);
        this.clocks = clocks;
        this.listener = new HttpListener();
    }

    /** @throws DashboardException when it would show the cameras to the network without asking for a password */
    public static void check(DashboardSettings settings) {
        if (settings.credentials().isEmpty() && !Loopback.listens(settings.host())) {
            throw new DashboardException("the dashboard is to listen on " + settings.host() + ", which others can reach, but no user "
                    + "and password are configured; configure both (--user, POSESTREAM_DASHBOARD_PASSWORD), or listen on 127.0.0.1");
        }
    }

    /**
     * Waits until it listens, then starts the feed and the registry.
     *
     * @return the real port
     * @throws DashboardException when it can't listen there
     */
    public int start() {
        AnalysisRates rates = new AnalysisRates(clocks);
        LiveBoard board = new LiveBoard(clocks, rates);
        Live live = new Live(listener.vertx(), listener.context(), feed, board, rates);
        int port = listener.listen(settings, router(board, live));
        feed.start(live);
        registry.start();
        LOG.info("Dashboard on http://{}:{}/", settings.host(), port);
        return port;
    }

    private Router router(LiveBoard board, Live live) {
        Router router = Router.router(listener.vertx());
        Access access = new Access(settings.credentials());
        SameSite site = new SameSite(settings);
        router.route().handler(new SecurityHeaders());
        new MonitoringRoutes(listener.vertx(), access, metrics, checks).install(router);
        router.route().handler(site::checkHost).handler(access);
        router.get("/live").handler(site::checkOrigin).handler(live::connect);
        new CameraRoutes(board, registry).install(router);
        new RegistryRoutes(listener.vertx(), site, registry).install(router);
        new PageFiles().install(router);
        JsonErrors.install(router);
        return router;
    }

    @Override
    public void close() {
        listener.close();
    }
}
