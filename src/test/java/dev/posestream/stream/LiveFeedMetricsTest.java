package dev.posestream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.posestream.camera.CameraStatus;
import dev.posestream.pose.PoseFrame;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveFeedMetricsTest {

    @TempDir
    Path folder;

    @Test
    void theConsumersMetricsAreThereWhileThereIsAConsumerAlsoAfterItWasReplaced() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(folder, 0, 0))) {
            KafkaConnection connection = new KafkaConnection(broker.bootstrapServers());
            try (KafkaLiveFeed feed = new KafkaLiveFeed(connection, Topics.DEFAULT, registry)) {
                CountDownLatch measured = new CountDownLatch(1);
                registry.config().onMeterAdded(meter -> measured.countDown());
                feed.start(new Nobody());
                assertThat(measured.await(1, TimeUnit.MINUTES)).as("a consumer that finds no topics").isTrue();
                try (TopicAdmin admin = new TopicAdmin(connection, Topics.DEFAULT)) {
                    admin.create(TopicSettings.DEFAULT);
                }
                await("its successor").atMost(Duration.ofMinutes(1)).until(feed::healthy);
                await().atMost(Duration.ofMinutes(1)).untilAsserted(() ->
                        assertThat(clients(registry)).singleElement().asString().startsWith("posestream-dashboard-"));
            }
            assertThat(clients(registry)).as("what is left after closing").isEmpty();
        }
    }

    private static Set<String> clients(SimpleMeterRegistry registry) {
        return registry.getMeters().stream().map(Meter::getId).filter(id -> id.getName().startsWith("kafka.consumer."))
                .map(id -> id.getTag("client.id")).collect(Collectors.toSet());
    }

    private static final class Nobody implements LiveFeed.Listener {

        @Override
        public void shot(Shot shot) {
            // nobody looks
        }

        @Override
        public void poses(PoseFrame poses) {
            // nobody looks
        }

        @Override
        public void status(CameraStatus status) {
            // nobody looks
        }

        @Override
        public void forgotten(String camera) {
            // nobody looks
        }
    }
}
