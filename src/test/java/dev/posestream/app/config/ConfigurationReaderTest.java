package dev.posestream.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.posestream.analysis.AnalysisSettings;
import dev.posestream.camera.Camera;
import dev.posestream.camera.CameraSettings;
import dev.posestream.inference.Device;
import dev.posestream.inference.InferenceSettings;
import dev.posestream.stream.TopicSettings;
import dev.posestream.stream.Topics;
import dev.posestream.tracking.Smoothing;
import dev.posestream.tracking.TrackerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {

    @TempDir
    Path folder;

    @Test
    void aCommaInAnAddressOfTheEnvironmentSplitsNothingAndTellsNoPassword() throws Exception {
        assertThat(read(Map.of(), Map.of("POSESTREAM_CAMERAS", "a=rtsp://me:hun,ter2@cam/stream,b=synthetic:"), "").cameras())
                .extracting(Camera::address).containsExactly("rtsp://me:hun,ter2@cam/stream", "synthetic:");
        assertThat(fails(Map.of(), Map.of("POSESTREAM_CAMERAS", "hun,ter2@cam"), "").getMessage()).doesNotContain("ter2");
    }

    @Test
    void clientPropertiesWithoutAKafkaToUseThemOnAreAProblem() {
        assertThat(fails(Map.of(), Map.of(), "kafka: {security.protocol: SSL}").getMessage()).contains("kafka", "--bootstrap-servers");
    }

    @Test
    void everySettingHasItsDefault() throws Exception {
        Configuration c = read(Map.of(), Map.of(), "");
        assertThat(c.topics()).isEqualTo(Topics.DEFAULT);
        assertThat(c.topicSettings()).isEqualTo(TopicSettings.DEFAULT);
        assertThat(c.cameraDefaults()).isEqualTo(CameraSettings.DEFAULT);
        assertThat(c.embeddedBroker()).isTrue();
        assertThat(c.get(Settings.SMOOTHING)).isEqualTo(Smoothing.ONE_EURO);
        assertThat(c.tracker()).isEqualTo(TrackerSettings.DEFAULT);
        assertThat(c.analysis()).isEqualTo(AnalysisSettings.DEFAULT);
        assertThat(c.inference()).isEqualTo(InferenceSettings.DEFAULT.withWorkers(c.threads()));
        assertThat(c.get(Settings.DEVICE)).isEqualTo(Device.AUTO);
        assertThat(c.get(Settings.MAX_AGE)).isEqualTo(Duration.ofSeconds(2));
        assertThat(c.get(Settings.PORT)).isEqualTo(8080);
        assertThat(c.get(Settings.HOST)).isEqualTo("127.0.0.1");
        assertThat(c.get(Settings.POSE_MODEL)).isEqualTo("movenet-thunder");
        assertThat(c.cameras()).isEmpty();
    }

    @Test
    void noTwoSettingsShareAName() {
        Set<String> names = new HashSet<>();
        for (Setting<?> setting : Settings.ALL) {
            assertThat(names.add(setting.property())).as(setting.property()).isTrue();
            assertThat(names.add(setting.flag())).as(setting.flag()).isTrue();
            assertThat(names.add(setting.variable())).as(setting.variable()).isTrue();
        }
    }

    @Test
    void flagsWinOverTheEnvironmentAndThatOverTheFile() throws Exception {
        String yaml = "dashboard:\n  port: 1001\n  host: localhost\nmodel:\n  pose: movenet-lightning\n";
        Map<String, String> environment = Map.of("POSESTREAM_DASHBOARD_PORT", "1002", "POSESTREAM_MODEL_POSE", "from-environment");
        Configuration c = read(Map.of("--port", "1003"), environment, yaml);
        assertThat(c.get(Settings.PORT)).isEqualTo(1003);
        assertThat(c.get(Settings.POSE_MODEL)).isEqualTo("from-environment");
        assertThat(c.get(Settings.HOST)).isEqualTo("localhost");
    }

    @Test
    void everyProblemIsReportedAtOnceWithPropertyValueAndReason() {
        String yaml = "dashboard:\n  prot: 1\ncamera:\n  timeout: soon\ncameras:\n  'a b': rtsp://x\n";
        ConfigurationException e = fails(Map.of("--port", "many", "--device", "tpu"), Map.of("POSESTREAM_CAMERA_MAX_FPS", "-1"), yaml);
        assertThat(e.problems()).extracting(Problem::toString).satisfiesExactlyInAnyOrder(
                p -> assertThat(p).contains("dashboard.prot", "did you mean dashboard.port?"),
                p -> assertThat(p).contains("camera.timeout = 'soon'", "500ms"),
                p -> assertThat(p).contains("--port = 'many'", "0 to 65535"),
                p -> assertThat(p).contains("--device = 'tpu'", "cpu, gpu"),
                p -> assertThat(p).contains("POSESTREAM_CAMERA_MAX_FPS = '-1'", "from 0"),
                p -> assertThat(p).contains("cameras.a b", "letters, digits"));
    }

    @Test
    void theExampleNamesEverySettingWithItsDefault() throws Exception {
        Path example = Path.of("config", "posestream.example.yaml");
        Configuration given = new ConfigurationReader(Map.of()).read(Map.of(), List.of(), List.of(), Optional.of(example));
        Configuration defaults = read(Map.of(), Map.of(), "");
        Map<String, Object> yaml = new org.yaml.snakeyaml.Yaml().load(Files.readString(example));
        for (Setting<?> setting : Settings.ALL) {
            assertThat(given.get(setting)).as(setting.property()).isEqualTo(defaults.get(setting));
            Object node = yaml;
            for (String part : setting.property().split("\\.")) {
                assertThat(node).as(setting.property()).isInstanceOf(Map.class);
                assertThat(((Map<?, ?>) node).containsKey(part)).as(setting.property()).isTrue();
                node = ((Map<?, ?>) node).get(part);
            }
        }
    }

    @Test
    void brokenYamlIsNamedWithItsLine() {
        assertThat(fails(Map.of(), Map.of(), "dashboard:\n  port: [1\n").problems()).singleElement().asString().contains("line 3", "YAML");
    }

    @Test
    void camerasMayHaveSettingsOfTheirOwn() throws Exception {
        Configuration c = read(Map.of("--max-fps", "5"), Map.of(), """
                cameras:
                  lobby: rtsp://10.0.0.7/stream
                  yard:
                    address: rtsp://10.0.0.8/stream
                    max-fps: 2.5
                    transport: udp
                """);
        assertThat(c.cameras()).extracting(Camera::id).containsExactly("lobby", "yard");
        assertThat(c.cameras()).extracting(camera -> camera.settings().maxFps()).containsExactly(5.0, 2.5);
        assertThat(c.cameras().get(1).settings().transport()).isEqualTo(CameraSettings.RtspTransport.UDP);
    }

    @Test
    void camerasComeFromFlagsElseTheEnvironmentElseTheFile() throws Exception {
        Optional<Path> file = file("cameras: {c: 'synthetic:'}");
        Map<String, String> environment = Map.of("POSESTREAM_CAMERAS", "a=synthetic:?people=1, b=synthetic:?scene=fall");
        assertThat(new ConfigurationReader(environment).read(Map.of(), List.of("x=synthetic:"), List.of(), file).cameras()).extracting(Camera::id).containsExactly("x");
        assertThat(new ConfigurationReader(environment).read(Map.of(), List.of(), List.of(), file).cameras()).extracting(Camera::id).containsExactly("a", "b");
    }

    @Test
    void passwordsAreNotInProblems() {
        ConfigurationException e = fails(Map.of(), Map.of("POSESTREAM_CAMERAS", "rtsp://me:hunter2@cam/stream",
                "POSESTREAM_DASHBOARD_PASSWORD", "hunter2"), "");
        assertThat(e.getMessage()).contains("POSESTREAM_CAMERAS").doesNotContain("hunter2");
        assertThat(fails(Map.of(), Map.of("POSESTREAM_CAMERAS", "rtsp://me:hunter2@cam/stream?x=1"), "").getMessage())
                .contains("expected NAME=ADDRESS").doesNotContain("hunter2");
        assertThat(fails(Map.of(), Map.of(), "cameras:\n  'rtsp://me:hunter2@cam/1': synthetic:\n").getMessage()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b/ü=synthetic:", "a:b=synthetic:", "/clips/a=b.mp4", "lobby"})
    void aNameThatIsNoneIsToldWithTheLettersItMayHave(String camera) {
        assertThat(catchThrowableOfType(ConfigurationException.class, () -> new ConfigurationReader(Map.of()).read(Map.of(), List.of(camera), List.of(), Optional.empty())))
                .hasMessageContaining("--camera").hasMessageContaining("letters, digits, dots, dashes or underscores").hasMessageContaining(camera.split("=")[0]);
    }

    @Test
    void anyKafkaPropertyCanBeGiven() throws Exception {
        Configuration c = new ConfigurationReader(Map.of()).read(Map.of("--bootstrap-servers", "k:9092"), List.of(), List.of("acks=1"),
                file("kafka:\n  security.protocol: SASL_SSL\n  sasl.jaas.config: secret\n"));
        assertThat(c.kafka("k:9092").properties()).containsEntry("security.protocol", "SASL_SSL").containsEntry("acks", "1");
        assertThat(c.kafka("k:9092").toString()).doesNotContain("secret");
    }

    @Test
    void aDashboardPasswordWithoutAUserIsRefused() {
        assertThat(fails(Map.of("--password", "x"), Map.of(), "").getMessage()).contains("dashboard user").doesNotContain("'x'");
    }

    private Configuration read(Map<String, String> flags, Map<String, String> environment, String yaml) throws ConfigurationException, IOException {
        return new ConfigurationReader(environment).read(flags, List.of(), List.of(), file(yaml));
    }

    private ConfigurationException fails(Map<String, String> flags, Map<String, String> environment, String yaml) {
        return catchThrowableOfType(ConfigurationException.class, () -> read(flags, environment, yaml));
    }

    private Optional<Path> file(String yaml) throws IOException {
        return Optional.of(Files.writeString(folder.resolve("posestream.yaml"), yaml));
    }
}
