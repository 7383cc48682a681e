package dev.posestream.app.role;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.ConfigurationReader;
import dev.posestream.camera.CameraSpec;
import dev.posestream.camera.CameraState;
import dev.posestream.camera.CameraStatus;
import dev.posestream.camera.Frame;
import dev.posestream.camera.Picture;
import dev.posestream.stream.AnalysisProgress;
import dev.posestream.stream.BrokerSettings;
import dev.posestream.stream.CameraRegistry;
import dev.posestream.stream.EmbeddedBroker;
import dev.posestream.stream.FramePublisher;
import dev.posestream.stream.KafkaConnection;
import dev.posestream.stream.TopicSettings;
import dev.posestream.stream.Topics;
import dev.posestream.testing.WholeTopic;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ingest as it runs registered cameras, on a real broker, with cameras that draw. */
class SharedCamerasTest {

    private static final Duration LONG = Duration.ofSeconds(40);
    private static final String DRAWN = "synthetic:?people=0&fps=5&width=128&height=96";

    @TempDir
    Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private EmbeddedBroker broker;
    private Kafka kafka;
    private CameraRegistry registry;

    @BeforeEach
    void open() throws Exception {
        broker = EmbeddedBroker.start(new BrokerSettings(folder.resolve("broker"), 0, 0));
        kafka = Kafka.open(configuration());
        registry = new CameraRegistry(kafka.connection(), Topics.DEFAULT);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : opened) {
            closeable.close();
        }
        registry.close();
        kafka.close();
        broker.close();
    }

    private Configuration configuration(String... cameras) throws Exception {
        return new ConfigurationReader(Map.of()).read(Map.of("--bootstrap-servers", broker.bootstrapServers(), "--secrets", folder + ",CAMERA_*"), List.of(cameras), List.of(), Optional.empty());
    }

    private Ingest ingest(String... cameras) throws Exception {
        Ingest ingest = Ingest.open(configuration(cameras), configuration(cameras).cameras(), kafka, meters);
        opened.add(ingest);
        ingest.start();
        return ingest;
    }

    private void register(String id, String address) throws Exception {
        registry.put(new CameraSpec(id, address, Map.of(), true));
    }

    /** By camera, the capture runs that have published, in their order. */
    private Map<String, List<String>> sessions() {
        return WholeTopic.read(broker.bootstrapServers(), "posestream.frames").stream().collect(Collectors.groupingBy(record -> record.key(),
                Collectors.mapping(record -> WholeTopic.header(record, "session"), Collectors.collectingAndThen(Collectors.toList(),
                        all -> all.stream().distinct().toList()))));
    }

    private void awaitFramesOf(String... cameras) {
        await().atMost(LONG).until(() -> sessions().keySet().containsAll(Set.of(cameras)));
    }

    private Set<String> metered() {
        return meters.getMeters().stream().map(Meter::getId).filter(id -> id.getName().equals("posestream.frames.published"))
                .map(id -> id.getTag("camera")).collect(Collectors.toSet());
    }

    @Test
    void camerasComeChangeAndGoWithoutTouchingTheOthers() throws Exception {
        Ingest ingest = ingest();
        assertThat(ingest.endsByItself()).isFalse();
        await().atMost(LONG).until(() -> ingest.checks().stream().allMatch(check -> check.problem().get().isEmpty()));
        register("stays", DRAWN);
        register("changes", DRAWN);
        register("goes", DRAWN);
        awaitFramesOf("stays", "changes", "goes");
        assertThat(metered()).containsExactlyInAnyOrder("stays", "changes", "goes");

        registry.remove("goes");
        register("changes", DRAWN + "&seed=2");

        await().atMost(LONG).until(() -> sessions().get("changes").size() == 2);
        await().atMost(LONG).until(() -> metered().equals(Set.of("stays", "changes")));
        long seen = WholeTopic.read(broker.bootstrapServers(), "posestream.frames").stream().filter(record -> record.key().equals("stays")).count();
        await().atMost(LONG).until(() -> WholeTopic.read(broker.bootstrapServers(), "posestream.frames").stream()
                .filter(record -> record.key().equals("stays")).count() > seen);
        assertThat(sessions()).allSatisfy((camera, runs) -> assertThat(runs).as(camera).hasSize(camera.equals("changes") ? 2 : 1));
        assertThat(ingest.checks()).extracting(check -> check.problem().get()).containsOnly(Optional.empty());
        List<String> said = WholeTopic.read(broker.bootstrapServers(), "posestream.status").stream().filter(record -> record.key().equals("goes"))
                .map(record -> record.value() == null ? "withdrawn" : "told").toList();
        assertThat(said).endsWith("withdrawn").containsOnlyOnce("withdrawn");
    }

    @Test
    void whatIsGivenHereWinsOverTheRegisteredOneOfItsName() throws Exception {
        register("lobby", "rtsp://192.0.2.7/1");
        register("yard", DRAWN);
        ingest("lobby=" + DRAWN);
        awaitFramesOf("lobby", "yard");
        assertThat(statuses("lobby")).extracting(status -> status.get("address").asText()).containsOnly(DRAWN);
    }

    @Test
    void aRunOverFilesTakesNoRegisteredCameras() throws Exception {
        register("yard", DRAWN);
        Ingest ingest = ingest("clip=" + DRAWN + "&frames=3");
        assertThat(ingest.endsByItself()).isTrue();
        ingest.ended().get();
        assertThat(ingest.checks()).hasSize(1);
        assertThat(sessions().keySet()).doesNotContain("yard");
    }

    @Test
    void aSecretIsReadFromItsFileWhenTheCameraIsOpenedAndShownNowhere() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "geheim\n");
        // Nothing listens at this port.
        register("lobby", "rtsp://me:${file:" + secret + "}@127.0.0.1:1/1");
        register("broken", "gopher://192.0.2.7/1");
        register("nameless", "rtsp://me:${CAMERA_NO_SUCH_VARIABLE}@127.0.0.1:1/1");
        register("curious", "rtsp://me:${PATH}@127.0.0.1:1/1");
        register("yard", DRAWN);
        ingest();
        awaitFramesOf("yard");
        await().atMost(LONG).until(() -> Set.of("lobby", "broken", "nameless", "curious").stream().allMatch(camera ->
                statuses(camera).stream().anyMatch(status -> status.get("state").asText().equals("failed"))));
        assertThat(lastFailure("lobby")).contains("connection refused");
        assertThat(lastFailure("broken")).contains("gopher", "rtsp://");
        assertThat(lastFailure("nameless")).contains("CAMERA_NO_SUCH_VARIABLE");
        assertThat(lastFailure("curious")).contains("${PATH}", "ingest.secrets");
        assertThat(WholeTopic.read(broker.bootstrapServers(), "posestream.status"))
                .allSatisfy(record -> assertThat(new String(record.value(), UTF_8)).doesNotContain("geheim"));
    }

    @Test
    void aWorkerWhoseLeaseRanOutPublishesNothingAndCountsIt() throws Exception {
        AtomicBoolean held = new AtomicBoolean(true);
        KafkaConnection connection = kafka.connection();
        try (AnalysisProgress progress = new AnalysisProgress(connection, "nobody", 1);
             FramePublisher publisher = new FramePublisher(connection, Topics.DEFAULT, TopicSettings.DEFAULT, () -> true, progress)) {
            LeasedSink sink = new LeasedSink(publisher, held::get);
            assertThat(sink.accept(frame(0))).isTrue();
            held.set(false);
            assertThat(sink.accept(frame(1))).isFalse();
            sink.status(new CameraStatus("lobby", "", CameraState.LIVE, "", 1, 1, "", 0, 0, 0, 0));
            assertThat(sink.lost("lobby")).isEqualTo(1);
            held.set(true);
            sink.end();
            assertThat(sink.accept(frame(2))).isFalse();
        }
        assertThat(WholeTopic.read(broker.bootstrapServers(), "posestream.frames")).extracting(record -> WholeTopic.header(record, "seq")).containsExactly("0");
        assertThat(WholeTopic.read(broker.bootstrapServers(), "posestream.status")).isEmpty();
    }

    private static Frame frame(long seq) {
        return new Frame("lobby", "s", seq, new Picture(0, System.currentTimeMillis() * 1000, 4, 4, new byte[100]), 1, OptionalLong.empty());
    }

    private List<JsonNode> statuses(String camera) {
        return WholeTopic.read(broker.bootstrapServers(), "posestream.status").stream().filter(record -> camera.equals(record.key()))
                .map(WholeTopic::json).toList();
    }

    private String lastFailure(String camera) {
        return statuses(camera).stream().filter(status -> status.get("state").asText().equals("failed")).reduce((a, b) -> b).orElseThrow().get("detail").asText();
    }
}
