package dev.posestream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.posestream.app.config.Setting;
import dev.posestream.app.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The set-up in containers, as far as it can be checked without any. */
class ContainersTest {

    private static final Set<String> VARIABLES_OF_NO_SETTING = Set.of("POSESTREAM_CONFIG", "POSESTREAM_LOG_LEVEL",
            "POSESTREAM_KAFKA_LOG_LEVEL");
    private static final Pattern METRIC = Pattern.compile("\\b(?:posestream|kafka|jvm|process|system)_[a-z_]+\\b");
    private static final Pattern VERSIONED = Pattern.compile("[\\w./-]+:v?\\d+\\.\\d+\\S*");

    @ParameterizedTest
    @ValueSource(strings = {"posestream.yaml", "prometheus.yml", "mediamtx.yml", "grafana/datasources/prometheus.yaml", "grafana/boards/posestream.yaml"})
    void configurationFilesAreYaml(String file) throws IOException {
        assertThat(yaml(Path.of("config/containers", file))).isNotEmpty();
    }

    @Test
    void everythingMountedIsThere() throws IOException {
        List<String> mounted = services().stream().flatMap(service -> list(service.get("volumes")))
                .filter(volume -> volume.startsWith("./")).map(volume -> volume.substring(0, volume.indexOf(':'))).toList();

        assertThat(mounted).isNotEmpty().allSatisfy(path -> assertThat(Path.of(path)).exists());
    }

    @Test
    void everyVariableOfPoseStreamIsKnownToIt() throws IOException {
        Set<String> known = new HashSet<>(VARIABLES_OF_NO_SETTING);
        Settings.ALL.stream().map(Setting::variable).forEach(known::add);
        Matcher used = Pattern.compile("\\bPOSESTREAM_[A-Z_]+").matcher(Files.readString(Path.of("docker-compose.yml"))
                + Files.readString(Path.of("Dockerfile")) + Files.readString(Path.of(".env.example")));

        assertThat(used.results().map(r -> r.group()).toList()).isNotEmpty().allMatch(known::contains);
    }

    @Test
    void everyImageIsPinnedToAVersion() throws IOException {
        List<String> images = new ArrayList<>(services().stream().map(service -> (String) service.get("image")).toList());
        Pattern.compile("(?m)^FROM (\\S+)").matcher(Files.readString(Path.of("Dockerfile"))).results().map(r -> r.group(1)).forEach(images::add);

        assertThat(images).hasSizeGreaterThan(7).allMatch(VERSIONED.asMatchPredicate());
    }

    @Test
    void everyPortIsPublishedOnLoopbackOnly() throws IOException {
        assertThat(services().stream().flatMap(service -> list(service.get("ports"))))
                .isNotEmpty().allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void analyzeCanBeScaled() throws IOException {
        assertThat(service("analyze").keySet().stream().map(String::valueOf)).doesNotContain("container_name", "ports", "volumes", "hostname");
    }

    @Test
    void ingestCanBeScaledBecauseNoneOfItsContainersHasCamerasOfItsOwn() throws IOException {
        Map<?, ?> ingest = service("ingest");

        assertThat(ingest.keySet().stream().map(String::valueOf)).doesNotContain("container_name", "ports", "hostname");
        assertThat(list(ingest.get("volumes"))).isNotEmpty().allMatch(volume -> volume.endsWith(":ro"));
        assertThat(((Map<?, ?>) ingest.get("environment")).keySet().stream().map(String::valueOf)).doesNotContain("POSESTREAM_CAMERAS");
        assertThat(yaml(Path.of("config/containers/posestream.yaml")).keySet().stream().map(String::valueOf)).doesNotContain("cameras");
        assertThat(list(service("camera").get("profiles"))).as("not started with the others").containsExactly("tools");
    }

    @Test
    void kafkaUnderstandsItsSettingsAndTakesTheLargestFrame() throws IOException {
        Map<String, String> properties = new TreeMap<>();
        ((Map<?, ?>) service("kafka").get("environment")).forEach((variable, value) -> {
            if (!variable.equals("KAFKA_HEAP_OPTS")) {
                properties.put(variable.toString().substring("KAFKA_".length()).toLowerCase(Locale.ROOT).replace('_', '.'), String.valueOf(value));
            }
        });
        KafkaConfig config = KafkaConfig.fromProps(asProperties(properties), false);

        assertThat(properties.keySet()).allMatch(name -> KafkaConfig.configNames().contains(name));
        assertThat(config.messageMaxBytes()).isGreaterThan(Settings.MAX_FRAME_BYTES.parser().apply(Settings.MAX_FRAME_BYTES.fallback()));
    }

    @Test
    void kafkaIsOfTheSameVersionAsItsClients() throws IOException {
        assertThat(service("kafka").get("image")).isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cameras", "analysis", "process"})
    void boardsShowMetricsThatExist(String name) throws IOException {
        JsonNode board = new ObjectMapper().readTree(Path.of("dashboards", name + ".json").toFile());
        List<String> expressions = board.findValuesAsText("expr");
        Set<String> used = new HashSet<>();
        expressions.forEach(expression -> METRIC.matcher(expression).results().forEach(r -> used.add(r.group())));

        assertThat(used).isNotEmpty();
        assertThat(Files.readAllLines(Path.of("src/test/resources/containers/metrics.txt"))).containsAll(used);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cameras", "analysis", "process"})
    void everyPanelSaysWhatItShowsAndInWhichUnit(String name) throws IOException {
        JsonNode board = new ObjectMapper().readTree(Path.of("dashboards", name + ".json").toFile());

        assertThat(board.get("panels")).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.get("description").asText()).isNotBlank();
            assertThat(panel.at("/datasource/uid").asText()).isEqualTo("prometheus");
            assertThat(panel.at("/fieldConfig/defaults/unit").asText() + panel.at("/options/yAxis/unit").asText()).isNotBlank();
        });
    }

    private static Properties asProperties(Map<String, String> map) {
        Properties properties = new Properties();
        properties.putAll(map);
        return properties;
    }

    private static Map<?, ?> service(String name) throws IOException {
        return (Map<?, ?>) ((Map<?, ?>) yaml(Path.of("docker-compose.yml")).get("services")).get(name);
    }

    private static List<Map<?, ?>> services() throws IOException {
        return ((Map<?, ?>) yaml(Path.of("docker-compose.yml")).get("services")).values().stream().<Map<?, ?>>map(s -> (Map<?, ?>) s).toList();
    }

    private static Stream<String> list(Object value) {
        return value == null ? Stream.of() : ((List<?>) value).stream().map(String::valueOf);
    }

    private static Map<?, ?> yaml(Path file) throws IOException {
        return (Map<?, ?>) new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    }
}
