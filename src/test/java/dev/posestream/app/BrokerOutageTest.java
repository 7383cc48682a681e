package dev.posestream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.ConfigurationReader;
import dev.posestream.app.role.Dashboard;
import dev.posestream.app.role.Ingest;
import dev.posestream.app.role.Service;
import dev.posestream.stream.BrokerSettings;
import dev.posestream.stream.EmbeddedBroker;
import dev.posestream.testing.PoseStreamProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker goes away under the running roles and comes back. */
class BrokerOutageTest {

    private static final Pattern ANALYSED = Pattern.compile("posestream_latency_seconds_count\\{camera=\"room\"} (\\d+)");

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void workResumesByItselfAndHealthSaysWhatIsWrongMeanwhile() throws Exception {
        BrokerSettings settings = new BrokerSettings(folder.resolve("broker"), PoseStreamProcess.freePort(), 0);
        EmbeddedBroker broker = EmbeddedBroker.start(settings);
        Configuration configuration = new ConfigurationReader(Map.of()).read(
                Map.of("--bootstrap-servers", broker.bootstrapServers(), "--data-folder", folder.resolve("work").toString(), "--port", "0", "--device", "cpu"),
                List.of("room=synthetic:?fps=5&people=1&width=640&height=360"), List.of(), Optional.empty());
        try (Service service = new Service(configuration)) {
            service.kafkaAndAnalysis();
            Ingest ingest = service.ingest(configuration.cameras());
            Dashboard dashboard = service.dashboard();
            ingest.start();
            await().atMost(Duration.ofMinutes(1)).until(() -> analysed(dashboard) >= 10);
            assertThat(status(dashboard, "/health/ready")).isEqualTo(200);

            broker.close();
            await().atMost(Duration.ofMinutes(1)).until(() -> status(dashboard, "/health/ready") == 503);
            assertThat(status(dashboard, "/health/live")).isEqualTo(200);

            broker = EmbeddedBroker.start(settings);
            long before = analysed(dashboard);
            await().atMost(Duration.ofMinutes(2)).until(() -> analysed(dashboard) >= before + 10);
            await().atMost(Duration.ofMinutes(1)).until(() -> status(dashboard, "/health/ready") == 200);
        } finally {
            broker.close();
        }
    }

    private long analysed(Dashboard dashboard) throws Exception {
        Matcher matcher = ANALYSED.matcher(get(dashboard, "/metrics").body());
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private int status(Dashboard dashboard, String path) throws Exception {
        return get(dashboard, path).statusCode();
    }

    private HttpResponse<String> get(Dashboard dashboard, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + dashboard.port() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
