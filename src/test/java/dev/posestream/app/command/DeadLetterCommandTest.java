package dev.posestream.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.posestream.stream.BrokerSettings;
import dev.posestream.stream.EmbeddedBroker;
import dev.posestream.stream.KafkaConnection;
import dev.posestream.stream.TopicAdmin;
import dev.posestream.stream.TopicSettings;
import dev.posestream.stream.Topics;
import dev.posestream.testing.WholeTopic;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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

/** Each test has topics of its own, by their prefix, on one broker. */
class DeadLetterCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long TIME_MS = 1_795_368_412_000L;
    private static int tests;

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static KafkaProducer<String, byte[]> producer;

    private Topics topics = Topics.DEFAULT;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(new BrokerSettings(folder, 0, 0));
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", broker.bootstrapServers()), new StringSerializer(), new ByteArraySerializer());
    }

    @AfterAll
    static void close() {
        producer.close();
        broker.close();
    }

    /** Records of the past are kept. */
    private void createTopics() throws Exception {
        topics = new Topics("test" + tests++ + ".");
        TopicSettings defaults = TopicSettings.DEFAULT;
        try (TopicAdmin admin = new TopicAdmin(new KafkaConnection(broker.bootstrapServers()), topics)) {
            admin.create(new TopicSettings(2, defaults.replication(), Duration.ofDays(36_500), defaults.framesBytes(), Duration.ofDays(36_500),
                    defaults.maxFrameBytes()));
        }
    }

    @Test
    void theListTellsPositionTimeKeyOriginSizeAndReasonOldestFirst() throws Exception {
        createTopics();
        bury("yard", 1, "no value", "2026-11-22T18:00:00Z", null);
        bury("lobby", 0, "it is cut off", "2026-11-22T17:26:53Z", new byte[1234]);
        assertThat(run("list")).isZero();
        List<String> lines = out.toString(UTF_8).lines().map(line -> line.replaceAll(" {2,}", "|")).toList();
        assertThat(lines).containsExactly("POSITION|BURIED|RETRIED|KEY|CAME FROM|BYTES|REASON",
                "0@0|2026-11-22T17:26:53Z|-|lobby|" + topics.frames() + " 0@17|1234|it is cut off",
                "1@0|2026-11-22T18:00:00Z|-|yard|" + topics.frames() + " 1@17|0|no value");
    }

    @Test
    void aLongReasonIsCutInTheListAndWholeOnceWhenItIsShown() throws Exception {
        createTopics();
        bury("yard", 1, "x".repeat(101), "2026-11-22T18:00:00Z", null);
        assertThat(run("list")).isZero();
        assertThat(out.toString(UTF_8)).contains(" " + "x".repeat(100) + "…").doesNotContain("x".repeat(101));
        assertThat(run("show", "1@0")).isZero();
        assertThat(out.toString(UTF_8)).containsOnlyOnce("x".repeat(101));
    }

    @Test
    void theListIsNarrowedDown() throws Exception {
        createTopics();
        bury("yard", 1, "no value", "2026-11-22T18:00:00Z", null);
        bury("lobby", 0, "it is cut off", "2026-11-22T17:26:53Z", new byte[1234]);
        Map<String, String> expected = Map.of("--camera=lobby", "0@0", "--reason=NO VALUE", "1@0", "--from=2026-11-22T18:00Z", "1@0",
                "--to=2026-11-22T18:00Z", "0@0", "--from=2026-11-22T19:30+01:30", "1@0", "--limit=1", "1@0");
        for (Map.Entry<String, String> option : expected.entrySet()) {
            assertThat(run("list", "--json", option.getKey())).isZero();
            assertThat(lines()).as(option.getKey()).singleElement().matches(line -> line.get("position").asText().equals(option.getValue()));
        }
    }

    @Test
    void oneIsShownAtLengthAndItsValueWritten() throws Exception {
        byte[] picture = {1, 2, 3, 4};
        createTopics();
        bury("lobby", 1, "it is cut off", "2026-11-22T17:26:53Z", picture);
        Path file = folder.resolve("picture.jpg");
        assertThat(run("show", "1@0", "-o", file.toString())).isZero();
        assertThat(out.toString(UTF_8)).contains("it is cut off", topics.frames() + " 1@17", "  seq: 5", "retried    no");
        assertThat(file).hasBinaryContent(picture);
    }

    @Test
    void whatIsRetriedIsOnItsTopicAsItWasWithTheCountOfRetriesAndAsReadNow() throws Exception {
        byte[] picture = {1, 2, 3, 4};
        createTopics();
        bury("lobby", 1, "the network failed", "2026-11-22T17:26:53Z", picture);
        assertThat(run("retry", "1@0")).isZero();
        ConsumerRecord<String, byte[]> back = only(topics.frames());
        assertThat(back.key()).isEqualTo("lobby");
        assertThat(back.value()).isEqualTo(picture);
        assertThat(back.timestamp()).isEqualTo(TIME_MS);
        Map<String, String> headers = headers(back);
        assertThat(headers.remove("replayed-us")).matches("\\d{16}");
        assertThat(headers).isEqualTo(Map.of("seq", "5", "deadletter-retries", "1"));
        assertThat(out.toString(UTF_8)).contains("1@0 -> " + topics.frames() + " " + back.partition() + "@0", "1 retried");
    }

    @Test
    void theListMarksWhatWasRetriedAndAllLeavesItOut() throws Exception {
        createTopics();
        bury("lobby", 0, "the network failed", "2026-11-22T17:26:53Z", new byte[1]);
        bury("yard", 1, "the network failed", "2026-11-22T17:26:54Z", new byte[1]);
        assertThat(run("retry", "0@0")).isZero();
        assertThat(run("retry", "--all")).isZero();
        assertThat(out.toString(UTF_8)).contains("1@0 -> ", "1 retried");
        assertThat(WholeTopic.read(broker.bootstrapServers(), topics.frames())).extracting(ConsumerRecord::key).containsExactlyInAnyOrder("lobby", "yard");
        assertThat(run("list", "--json")).isZero();
        assertThat(lines()).hasSize(2).noneMatch(line -> line.get("retried").isNull());
        assertThat(run("retry", "0@0")).as("by its name it is put back again").isZero();
    }

    @Test
    void aDryRunPutsNothingBack() throws Exception {
        createTopics();
        bury("lobby", 0, "the network failed", "2026-11-22T17:26:53Z", new byte[1]);
        bury("lobby", 0, "no frame", "2026-11-22T17:26:53Z", new byte[1]);
        assertThat(run("retry", "--all", "--dry-run", "--reason", "network")).isZero();
        assertThat(out.toString(UTF_8)).contains("0@0 -> " + topics.frames(), "1 would be retried");
        assertThat(WholeTopic.read(broker.bootstrapServers(), topics.frames())).isEmpty();
    }

    @Test
    void whatWasCutOrIsOfNoTopicOfOursOrOfABackfillIsRefusedAndTheRestIsRetried() throws Exception {
        createTopics();
        bury("cut", 0, "too large", "2026-11-22T17:26:53Z", new byte[1], "deadletter-cut-from", "9000000");
        bury("foreign", 0, "no frame", "2026-11-22T17:26:53Z", new byte[1], "deadletter-topic", "payments");
        bury("buried", 0, "no frame", "2026-11-22T17:26:53Z", new byte[1], "deadletter-topic", topics.deadletter());
        bury("back", 0, "no frame", "2026-11-22T17:26:53Z", new byte[1], "deadletter-backfill", "posestream-backfill-1");
        producer.send(new ProducerRecord<>(topics.deadletter(), 0, TIME_MS, "silent", new byte[1])).get();
        bury("good", 0, "the network failed", "2026-11-22T17:26:53Z", new byte[1]);
        assertThat(run("retry", "--all")).isZero();
        assertThat(out.toString(UTF_8)).contains("1 retried, 5 not");
        assertThat(err.toString(UTF_8)).contains("0@0 is not retried: it was cut from 9000000 to 1 bytes", "0@1 is not retried: it came from topic payments",
                "0@2 is not retried: it came from topic " + topics.deadletter(), "0@3 is not retried: a backfill (posestream-backfill-1)",
                "0@4 is not retried: it does not say which topic");
        assertThat(only(topics.frames()).key()).isEqualTo("good");
        assertThat(run("retry", "0@0")).as("named").isEqualTo(1);
    }

    @Test
    void aRecordWithoutAKeyGoesBackToItsPartition() throws Exception {
        createTopics();
        bury(null, 1, "the key is missing", "2026-11-22T17:26:53Z", new byte[1]);
        assertThat(run("retry", "1@0")).isZero();
        assertThat(only(topics.frames()).partition()).isEqualTo(1);
    }

    @Test
    void whatWasRetriedBeforeIsCountedOn() throws Exception {
        createTopics();
        bury("lobby", 0, "the network failed", "2026-11-22T17:26:53Z", new byte[1], "deadletter-retries", "1");
        assertThat(run("retry", "--all")).isZero();
        assertThat(headers(only(topics.frames()))).containsEntry("deadletter-retries", "2");
    }

    @Test
    void aPositionThatIsNotThereIsToldWithWhatIs() throws Exception {
        createTopics();
        bury("lobby", 0, "the network failed", "2026-11-22T17:26:53Z", new byte[1]);
        assertThat(run("show", "0@7")).isEqualTo(3);
        assertThat(run("show", "9@0")).isEqualTo(3);
        assertThat(run("retry", "1@0")).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("holds offsets 0 to 0", "has partitions 0 to 1", "that partition is empty");
        assertThat(run("retry", "0@0")).isZero();
        assertThat(run("show", "0@1")).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("tells that another was retried");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "show|3-17|expected PARTITION@OFFSET",
        "show||Missing required parameter",
        "list|--from yesterday|expected such as 2026-11-20T08:00",
        "list|--from 2026-11-20T08:00Z --to 2026-11-20T07:00Z|is not before",
        "list|--limit -1|expected 0 or more",
        "retry||either PARTITION@OFFSET",
        "retry|--all 0@0|either PARTITION@OFFSET",
        "retry|0@0 --camera lobby|go with --all"})
    void wrongUsageIsToldBeforeAnythingIsDone(String command, String arguments, String expected) {
        List<String> all = new ArrayList<>(List.of(command));
        if (arguments != null) {
            all.addAll(List.of(arguments.split(" ")));
        }
        assertThat(run(all.toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains(expected);
    }

    @Test
    void aPictureThatIsNotThereIsNotWritten() throws Exception {
        createTopics();
        bury("lobby", 0, "no value", "2026-11-22T17:26:53Z", null);
        Path file = folder.resolve("none.jpg");
        assertThat(run("show", "0@0", "-o", file.toString())).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("has no value");
        assertThat(Files.exists(file)).isFalse();
    }

    private void bury(String key, int partition, String reason, String buried, byte[] value, String... more) throws Exception {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("deadletter-reason", reason, "deadletter-topic", topics.frames(),
                "deadletter-partition", "" + partition, "deadletter-offset", "17", "deadletter-time", buried, "seq", "5"));
        for (int i = 0; i < more.length; i += 2) {
            headers.put(more[i], more[i + 1]);
        }
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topics.deadletter(), partition, TIME_MS, key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        producer.send(record).get();
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }

    private static ConsumerRecord<String, byte[]> only(String topic) {
        List<ConsumerRecord<String, byte[]>> records = WholeTopic.read(broker.bootstrapServers(), topic);
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private List<JsonNode> lines() throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString(UTF_8).lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("deadletter"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--bootstrap-servers", broker.bootstrapServers(), "--topic-prefix", topics.prefix()));
        out.reset();
        return PoseStreamCommand.execute(Map.of(), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), all.toArray(String[]::new));
    }
}
