package dev.posestream.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.posestream.stream.CameraRegistry;
import dev.posestream.stream.KafkaConnection;
import dev.posestream.stream.Topics;
import dev.posestream.testing.BrokerWithTopics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as a user types them, on a real broker; each test has its own cameras. */
class CameraCommandTest {

    @TempDir
    static Path folder;

    private static BrokerWithTopics broker;
    private static CameraRegistry registry;

    private record Result(int code, String out, String err) {}

    @BeforeAll
    static void start() throws Exception {
        broker = BrokerWithTopics.in(folder);
        KafkaConnection connection = broker.connection();
        registry = new CameraRegistry(connection, Topics.DEFAULT);
    }

    @AfterAll
    static void stop() {
        registry.close();
        broker.close();
    }

    @Test
    void aCameraIsAddedReplacedListedAndRemoved() throws Exception {
        Result added = camera("add", "lobby", "rtsp://me:${PASS}@192.0.2.7/1", "--max-fps", "7.5", "--priority", "3");
        assertThat(added.code).as(added.err).isZero();
        assertThat(added.out).startsWith("added lobby (rtsp://me:${PASS}@192.0.2.7/1), maxFps 7.5, priority 3");
        assertThat(added.err).isEmpty();
        assertThat(camera("add", "lobby", "rtsp://me:${PASS}@192.0.2.7/1", "--camera-timeout", "2s", "--disabled").out).startsWith("replaced lobby");
        assertThat(registry.get("lobby").orElseThrow().settings()).hasSize(1);

        assertThat(camera("list").out).containsPattern("lobby +disabled +rtsp://me:\\$\\{PASS}@192.0.2.7/1  timeout=2s");
        JsonNode listed = new ObjectMapper().readTree(camera("list", "--json").out);
        assertThat(listed.findValuesAsText("camera")).contains("lobby");

        assertThat(camera("remove", "lobby").out).startsWith("removed lobby");
        assertThat(registry.get("lobby")).isEmpty();
        Result again = camera("remove", "lobby");
        assertThat(again.code).isEqualTo(1);
        assertThat(again.err).contains("no camera 'lobby' is registered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"junk", "its key is no name"})
    void aRegistrationNobodyCanUnderstandIsRemovedToo(String name) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.DEFAULT.cameras(), name, "rubbish".getBytes(UTF_8)));
        }
        Result removed = camera("remove", name);
        assertThat(removed.code).as(removed.err).isZero();
        assertThat(removed.out).startsWith("removed " + name);
        assertThat(camera("remove", name).err).contains("no camera '" + name + "' is registered");
    }

    @Test
    void aClearPasswordIsWarnedOfAndShownNowhere() throws Exception {
        Result added = camera("add", "clear", "rtsp://me:geheim@192.0.2.7/1");
        assertThat(added.code).isZero();
        assertThat(added.err).contains("in clear", "${CAMERA_CLEAR}");
        Result listed = camera("list");
        Result json = camera("list", "--json");
        Result removed = camera("remove", "clear");
        assertThat(added.out + added.err + listed.out + json.out + removed.out).contains("rtsp://***@192.0.2.7/1").doesNotContain("geheim");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "add;a b;rtsp://h/1                          | letters, digits",
            "add;x;gopher://u:geheim@h/1                 | rtsp://",
            "add;x;rtsp://u:geheim@/1                    | host",
            "add;x;rtsp://***@h/1                        | hidden",
            "add;x;rtsp://${/1                           | ${NAME}",
            "add;x;synthetic:?people=many                | people",
            "add;x;rtsp://u:geheim@h/1;--max-fps;many    | --max-fps = 'many'",
            "add;x;rtsp://u:geheim@h/1;--priority;101    | 1 to 100",
            "add;x                                       | ADDRESS",
            "add;x;rtsp://h;--frobnicate                 | --frobnicate",
            "remove                                      | NAME",
            "test                                        | NAME"})
    void wrongInputIsOneLineThatSaysWhatIsExpected(String arguments, String told) throws Exception {
        Result result = camera(arguments.strip().split(";"));
        assertThat(result.code).isEqualTo(2);
        assertThat(result.err).contains(told).doesNotContain("geheim");
        assertThat(registry.get("x")).isEmpty();
    }

    @Test
    void aMissingTopicIsToldWithWhatToDo() {
        for (String[] command : List.of(new String[] {"list"}, new String[] {"add", "x", "rtsp://h/1"}, new String[] {"remove", "x"})) {
            List<String> all = new ArrayList<>(List.of(command));
            all.addAll(List.of("--topic-prefix", "nowhere."));
            Result result = camera(all.toArray(String[]::new));
            assertThat(result.code).isEqualTo(3);
            assertThat(result.err).contains("nowhere.cameras", "posestream topics create").hasLineCount(1);
        }
    }

    @Test
    void theReasonOfAFailureDoesNotRepeatTheAddress() {
        camera("add", "broken", "rtsp://192.0.2.7/broken");
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.DEFAULT.status(), "broken", """
                    {"camera":"broken","address":"rtsp://192.0.2.7/broken","state":"failed","detail":"rtsp://192.0.2.7/broken: connection refused",
                     "sinceUs":1,"atUs":1,"session":"","frames":0,"lost":0,"reconnects":0,"fps":0}""".getBytes(UTF_8)));
        }
        assertThat(camera("list").out).containsOnlyOnce("rtsp://192.0.2.7/broken").containsPattern("broken +failed +rtsp://192.0.2.7/broken\\R    connection refused");
    }

    @Test
    void aTestTellsWhatACameraGives() {
        Result result = camera("test", "synthetic:?people=1&fps=20&width=128&height=96");
        assertThat(result.code).as(result.err).isZero();
        assertThat(result.out).contains("works", "128x96", "frame rate", "first frame");
    }

    @Test
    void aTestOfARegisteredCameraTellsWhyItDoesNotWork() throws Exception {
        // Nothing listens at this port.
        camera("add", "dark", "rtsp://me:${file:" + Files.writeString(folder.resolve("secret"), "geheim") + "}@127.0.0.1:1/1");
        Result result = camera("test", "dark", "--secrets", folder.toString());
        assertThat(result.code).isEqualTo(1);
        assertThat(result.err).contains("connection refused").doesNotContain("geheim");
        assertThat(camera("test", "dark").err).contains("is not open to registered cameras here", "--secrets").doesNotContain("geheim");
        assertThat(camera("test", "rtsp://me:${POSESTREAM_NO_SUCH}@127.0.0.1:1/1").err).contains("set POSESTREAM_NO_SUCH in the environment");
        Result nobody = camera("test", "nobody");
        assertThat(nobody.code).isEqualTo(1);
        assertThat(nobody.err).contains("'nobody'", "posestream camera list");
    }

    private static Result camera(String... arguments) {
        List<String> all = new ArrayList<>(List.of("camera"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = PoseStreamCommand.execute(Map.of(), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), all.toArray(String[]::new));
        return new Result(code, out.toString(UTF_8), err.toString(UTF_8));
    }
}
