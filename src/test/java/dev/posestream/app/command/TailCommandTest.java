package dev.posestream.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.posestream.stream.TopicAdmin;
import dev.posestream.stream.Topics;
import dev.posestream.testing.BrokerWithTopics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
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

class TailCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static BrokerWithTopics broker;

    @BeforeAll
    static void bury() throws Exception {
        broker = BrokerWithTopics.in(folder);
        try (TopicAdmin admin = new TopicAdmin(broker.connection(), Topics.DEFAULT)) {
            admin.createLikePoses("posestream.again");
        }
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.send(letter("lobby", new byte[1234], Map.of("deadletter-reason", "it is cut off", "deadletter-topic", "posestream.frames",
                    "deadletter-partition", "3", "deadletter-offset", "17", "deadletter-time", "2026-11-22T17:26:53Z", "seq", "5", "note", "räudig"))).get();
            producer.send(letter("yard", null, Map.of("deadletter-reason", "no value", "deadletter-offset", "first"))).get();
            producer.send(new ProducerRecord<>("posestream.again", "lobby", "{\"seq\":7}".getBytes(UTF_8))).get();
            producer.send(letter(null, "hello".getBytes(UTF_8), Map.of())).get();
        }
    }

    @AfterAll
    static void close() {
        broker.close();
    }

    @Test
    void aDeadLetterIsToldInOneLineWithReasonOriginAndSize() throws Exception {
        List<JsonNode> lines = tail("deadletter", "--from-beginning", "--only", "lobby", "--count", "1");
        assertThat(lines).containsExactly(JSON.readTree("""
                {"key":"lobby","reason":"it is cut off","buried":"2026-11-22T17:26:53Z",
                 "origin":{"topic":"posestream.frames","partition":3,"offset":17,"time":"2026-11-22T17:26:52Z"},
                 "bytes":1234,"headers":{"note":"räudig","seq":"5"}}"""));
    }

    @Test
    void aDeadLetterWithoutAValueAndOneWithoutAKeyOrHeadersAreToldToo() throws Exception {
        List<JsonNode> lines = tail("deadletter", "--from-beginning", "--count", "3");
        assertThat(lines).hasSize(3).contains(
                JSON.readTree("""
                {"key":"yard","reason":"no value","buried":null,
                 "origin":{"topic":null,"partition":null,"offset":"first","time":"2026-11-22T17:26:52Z"},"bytes":0,"headers":{}}"""),
                JSON.readTree("""
                {"key":null,"reason":null,"buried":null,
                 "origin":{"topic":null,"partition":null,"offset":null,"time":"2026-11-22T17:26:52Z"},"bytes":5,"headers":{}}"""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"again", "posestream.again"})
    void theTopicOfABackfillIsReadByItsNameWithOrWithoutThePrefix(String name) throws Exception {
        assertThat(tail(name, "--from-beginning", "--count", "1")).containsExactly(JSON.readTree("{\"seq\":7}"));
    }

    @Test
    void anUnknownTopicIsToldWithThoseThatThereAre() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertThat(run(new ByteArrayOutputStream(), err, "tail", "agian", "--bootstrap-servers", broker.bootstrapServers())).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("posestream.agian does not exist", "again, deadletter, dropped, events, occupancy, poses, status").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"frames,pictures", "posestream.frames,pictures", "cameras,camera list", "a:b,is no topic's name"})
    void whatIsNotForATerminalIsRefusedBeforeKafkaIsAsked(String name, String told) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertThat(run(new ByteArrayOutputStream(), err, "tail", name, "--bootstrap-servers", "127.0.0.1:1")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains(told);
    }

    @Test
    void helpTellsWhatIsSaidOfADeadLetter() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(run(out, "tail", "--help")).isZero();
        assertThat(out.toString(UTF_8)).contains("deadletter", "reason", "origin");
    }

    private static ProducerRecord<String, byte[]> letter(String key, byte[] value, Map<String, String> headers) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>("posestream.deadletter", null, 1_795_368_412_000L, key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        return record;
    }

    private static List<JsonNode> tail(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("tail", "--bootstrap-servers", broker.bootstrapServers()));
        all.addAll(List.of(arguments));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(run(out, all.toArray(String[]::new))).isZero();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString(UTF_8).lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static int run(ByteArrayOutputStream out, String... arguments) {
        return run(out, new ByteArrayOutputStream(), arguments);
    }

    private static int run(ByteArrayOutputStream out, ByteArrayOutputStream err, String... arguments) {
        return PoseStreamCommand.execute(Map.of(), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), arguments);
    }
}
