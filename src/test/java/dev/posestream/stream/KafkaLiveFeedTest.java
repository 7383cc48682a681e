package dev.posestream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.posestream.camera.CameraState;
import dev.posestream.camera.CameraStatus;
import dev.posestream.pose.PoseFrame;
import dev.posestream.testing.BrokerWithTopics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaLiveFeedTest {

    @TempDir
    Path folder;

    /** Writes down what it is told. */
    private static final class Told implements LiveFeed.Listener {

        final List<String> words = new CopyOnWriteArrayList<>();

        @Override
        public void shot(Shot shot) {
            words.add("shot of " + shot.frame().camera());
        }

        @Override
        public void poses(PoseFrame poses) {
            words.add("poses of " + poses.camera());
        }

        @Override
        public void status(CameraStatus status) {
            words.add(status.camera() + " is " + status.state());
        }

        @Override
        public void forgotten(String camera) {
            words.add(camera + " is forgotten");
        }
    }

    @Test
    void aStatusWithoutAValueForgetsItsCameraAndAForeignRecordStopsNothing() throws Exception {
        try (BrokerWithTopics broker = BrokerWithTopics.in(folder)) {
            KafkaConnection connection = broker.connection();
            Told told = new Told();
            try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(connection.with(Map.of()), new StringSerializer(), new ByteArraySerializer());
                 KafkaLiveFeed feed = new KafkaLiveFeed(connection, Topics.DEFAULT, new SimpleMeterRegistry())) {
                send(producer, "lobby", StatusJson.write(new CameraStatus("lobby", "/dev/video0", CameraState.LIVE, "", 1, 2, "", 0, 0, 0, 0)));
                send(producer, "lobby", "{}".getBytes(UTF_8));
                send(producer, "lobby", null);
                feed.start(told);

                await().atMost(Duration.ofSeconds(30)).until(() -> told.words.size() >= 2);
                assertThat(told.words).containsExactly("lobby is LIVE", "lobby is forgotten");
            }
        }
    }

    private static void send(KafkaProducer<String, byte[]> producer, String camera, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(Topics.DEFAULT.status(), camera, value)).get();
    }
}
