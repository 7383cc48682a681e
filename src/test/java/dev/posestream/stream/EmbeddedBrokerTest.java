package dev.posestream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsThereAfterARestart() throws Exception {
        try (EmbeddedBroker broker = start(folder)) {
            createTopics(broker, TopicSettings.DEFAULT);
            try (KafkaProducer<String, String> producer = new KafkaProducer<>(connection(broker).with(Map.of()), new StringSerializer(), new StringSerializer())) {
                producer.send(new ProducerRecord<>("posestream.events", 0, "lobby", "somebody fell")).get();
            }
        }
        try (EmbeddedBroker broker = start(folder);
             KafkaConsumer<String, String> consumer = new KafkaConsumer<>(connection(broker).with(Map.of("auto.offset.reset", "earliest")),
                     new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition("posestream.events", 0)));
            assertThat(consumer.poll(Duration.ofSeconds(20))).singleElement().matches(r -> r.value().equals("somebody fell"));
        }
    }

    @Test
    void whenKafkaGivesUpItIsStartedAgainInThisProcessWithWhatWasWrittenBefore() throws Exception {
        try (EmbeddedBroker broker = start(folder)) {
            String address = broker.bootstrapServers();
            createTopics(broker, TopicSettings.DEFAULT);
            try (KafkaProducer<String, String> producer = new KafkaProducer<>(connection(broker).with(Map.of()), new StringSerializer(), new StringSerializer());
                 KafkaConsumer<String, String> consumer = new KafkaConsumer<>(connection(broker).with(Map.of("auto.offset.reset", "earliest")),
                         new StringDeserializer(), new StringDeserializer())) {
                producer.send(new ProducerRecord<>("posestream.events", 0, "lobby", "before")).get();

                // As its fault handlers do it on a full disk: each thread that meets the fault, one way or the other.
                List<CompletableFuture<Void>> threads = List.of(
                        CompletableFuture.runAsync(() -> Exit.halt(1, "no space left on device")),
                        CompletableFuture.runAsync(() -> Exit.exit(1)),
                        CompletableFuture.runAsync(() -> Exit.halt(1)));
                threads.forEach(CompletableFuture::join);
                await().atMost(Duration.ofMinutes(1)).until(() -> broker.restarts() == 1);

                assertThat(broker.bootstrapServers()).isEqualTo(address);
                producer.send(new ProducerRecord<>("posestream.events", 0, "lobby", "after")).get();
                consumer.assign(List.of(new TopicPartition("posestream.events", 0)));
                List<String> values = new ArrayList<>();
                await().atMost(Duration.ofMinutes(1)).until(() -> {
                    consumer.poll(Duration.ofSeconds(1)).forEach(r -> values.add(r.value()));
                    return values.size() >= 2;
                });
                assertThat(values).containsExactly("before", "after");
            }
            assertThat(broker.restarts()).as("one cause, one restart").isEqualTo(1);
        }
    }

    @Test
    void topicsHaveTheSettingsOfTheDesign() throws Exception {
        try (EmbeddedBroker broker = start(folder)) {
            List<String> created = createTopics(broker, TopicSettings.DEFAULT);
            assertThat(created).containsExactlyElementsOf(Topics.DEFAULT.all());
            try (TopicAdmin admin = new TopicAdmin(connection(broker), Topics.DEFAULT)) {
                assertThat(admin.create(TopicSettings.DEFAULT)).as("nothing is created twice").isEmpty();
                List<TopicReport> reports = admin.describe();
                assertThat(reports).allMatch(TopicReport::exists).allMatch(r -> r.partitions() == 8);
                assertThat(settings(reports, "cameras")).containsEntry("cleanup.policy", "compact");
                assertThat(settings(reports, "frames")).containsEntry("retention.bytes", "" + (512 << 20)).containsEntry("max.message.bytes", "8388608");
            }
        }
    }

    @Test
    void aTopicTooSmallForFramesIsReportedWithTheSettingToChange() throws Exception {
        try (EmbeddedBroker broker = start(folder)) {
            createTopics(broker, small(1 << 20));
            assertThatThrownBy(() -> createTopics(broker, TopicSettings.DEFAULT)).isInstanceOf(StreamException.class)
                    .hasMessageContainingAll("posestream.frames", "1048576", "max.message.bytes=8388608");
        }
    }

    @Test
    void aPortInUseIsNamedWithTheWayOut() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(new BrokerSettings(folder, taken.getLocalPort(), 0)))
                    .isInstanceOf(StreamException.class).hasMessageContainingAll("" + taken.getLocalPort(), "--broker-port");
        }
    }

    @Test
    void twoCannotShareADataFolder() throws Exception {
        try (EmbeddedBroker broker = start(folder)) {
            assertThat(broker.hasRoom()).isTrue();
            assertThatThrownBy(() -> start(folder)).isInstanceOf(StreamException.class).hasMessageContaining("in use by another PoseStream");
        }
    }

    @Test
    void aFolderThatIsAFileIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> start(file)).isInstanceOf(StreamException.class).hasMessageContainingAll(file.toString(), "--data-folder");
    }

    @Test
    void aBrokerThatIsNotThereIsNamed() throws Exception {
        try (TopicAdmin admin = new TopicAdmin(new KafkaConnection("127.0.0.1:1", Map.of("default.api.timeout.ms", "1000", "request.timeout.ms", "500")),
                Topics.DEFAULT)) {
            assertThatThrownBy(admin::describe).isInstanceOf(StreamException.class).hasMessageContainingAll("127.0.0.1:1", "does not answer");
        }
    }

    private static EmbeddedBroker start(Path folder) throws StreamException {
        return EmbeddedBroker.start(new BrokerSettings(folder, 0, 0));
    }

    private static KafkaConnection connection(EmbeddedBroker broker) {
        return new KafkaConnection(broker.bootstrapServers());
    }

    private static List<String> createTopics(EmbeddedBroker broker, TopicSettings settings) throws StreamException {
        try (TopicAdmin admin = new TopicAdmin(connection(broker), Topics.DEFAULT)) {
            return admin.create(settings);
        }
    }

    private static TopicSettings small(int maxFrameBytes) {
        TopicSettings d = TopicSettings.DEFAULT;
        return new TopicSettings(d.partitions(), d.replication(), d.framesRetention(), d.framesBytes(), d.posesRetention(), maxFrameBytes);
    }

    private static Map<String, String> settings(List<TopicReport> reports, String name) {
        return reports.stream().filter(r -> r.topic().endsWith(name)).findFirst().orElseThrow().settings();
    }
}
