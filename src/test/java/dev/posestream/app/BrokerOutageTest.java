package dev.posestream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.ConfigurationReader;
import dev.posestream.app.role.Dashboard;
import dev.posestream.app.role.Ingest;
import dev.posestream.app.role.Service;
import dev.posestream.camera.CameraOutcome;
import dev.posestream.stream.BrokerSettings;
import dev.posestream.stream.EmbeddedBroker;
import dev.posestream.testing.FreePort;
import dev.posestream.testing.WholeTopic;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker goes away under the running roles and comes back; afterwards every frame is accounted for. */
class BrokerOutageTest {

    private static final Pattern ANALYSED = Pattern.compile("posestream_latency_seconds_count\\{camera=\"room\"} (\\d+)");

    private static final int CAPTURED = 200;

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void workResumesByItselfHealthSaysWhatIsWrongMeanwhileAndNoFrameIsUnaccountedFor() throws Exception {
        BrokerSettings settings = new BrokerSettings(folder.resolve("broker"), FreePort.find(), 0);
        EmbeddedBroker broker = EmbeddedBroker.start(settings);
        try (Service service = new Service(configuration(broker.bootstrapServers()))) {
            service.kafkaAndAnalysis();
            Ingest ingest = service.ingest(configuration(broker.bootstrapServers()).cameras());
            Dashboard dashboard = service.dashboard();
            ingest.start();
            await().atMost(Duration.ofMinutes(1)).until(() -> analysed(dashboard) >= 10);
            assertThat(status(dashboard, "/health/ready")).isEqualTo(200);

            broker.close();
            await().atMost(Duration.ofMinutes(1)).until(() -> status(dashboard, "/health/ready") == 503);
            assertThat(status(dashboard, "/health/live")).isEqualTo(200);
            await().atMost(Duration.ofMinutes(1)).until(() -> ingest.lost() >= 3);

            broker = EmbeddedBroker.start(settings);
            long before = analysed(dashboard);
            await().atMost(Duration.ofMinutes(2)).until(() -> analysed(dashboard) >= before + 10);
            await().atMost(Duration.ofMinutes(1)).until(() -> status(dashboard, "/health/ready") == 200);

            assertThat(get(dashboard, "/metrics").body()).as("metrics of the Kafka clients").contains("client_id=\"posestream-dashboard-", "client_id=\"posestream-ingest\"");
            assertThat(ingest.ended().get(2, TimeUnit.MINUTES).values()).extracting(CameraOutcome::result).containsExactly(CameraOutcome.Result.COMPLETED);
            account(broker.bootstrapServers(), ingest.lost());
        } finally {
            broker.close();
        }
    }

    /** Captured = published + lost, each published frame has its pose, and the loss is told. */
    private static void account(String bootstrapServers, long lost) {
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            List<String> frames = WholeTopic.read(bootstrapServers, "posestream.frames").stream().map(BrokerOutageTest::id).toList();
            assertThat(frames).doesNotHaveDuplicates();
            assertThat(frames.size() + lost).as("%d published and %d lost", frames.size(), lost).isEqualTo(CAPTURED);
            Set<String> poses = WholeTopic.read(bootstrapServers, "posestream.poses").stream().map(BrokerOutageTest::id).collect(Collectors.toSet());
            assertThat(poses).containsExactlyInAnyOrderElementsOf(frames);
        });
        List<ConsumerRecord<String, byte[]>> statuses = WholeTopic.read(bootstrapServers, "posestream.status");
        JsonNode last = WholeTopic.json(statuses.get(statuses.size() - 1));
        assertThat(last.get("state").asText()).isEqualTo("ended");
        assertThat(last.get("lost").asLong()).isEqualTo(lost);
        assertThat(last.get("frames").asLong()).isEqualTo(CAPTURED - lost);
    }

    /** The producers get little memory, so that frames are lost after seconds already; no frame is dropped for being late. */
    private Configuration configuration(String bootstrapServers) throws Exception {
        return new ConfigurationReader(Map.of()).read(
                Map.of("--bootstrap-servers", bootstrapServers, "--data-folder", folder.resolve("work").toString(), "--port", "0", "--device", "cpu",
                        "--max-age", "10m", "--catch-up", "10m"),
                List.of("room=synthetic:?fps=5&people=1&width=640&height=360&frames=" + CAPTURED), List.of("buffer.memory=400000"), Optional.empty());
    }

    private static String id(ConsumerRecord<String, byte[]> record) {
        return WholeTopic.header(record, "session") + "/" + WholeTopic.header(record, "seq");
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
