package dev.posestream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.posestream.testing.BrokerWithTopics;
import dev.posestream.testing.WholeTopic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameProducerTest {

    private static final int SENDERS = 4;
    private static final int EACH = 500;

    @TempDir
    Path folder;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private BrokerWithTopics broker;
    private FrameProducer producer;

    @BeforeEach
    void open() throws Exception {
        broker = BrokerWithTopics.in(folder);
        producer = new FrameProducer(broker.connection(), TopicSettings.DEFAULT);
        producer.bindTo(registry);
    }

    @AfterEach
    void close() {
        producer.close();
        broker.close();
    }

    @Test
    void whatIsSentWhileItIsBegunAnewArrivesOnceAndInItsOrder() throws Exception {
        AtomicInteger acknowledged = new AtomicInteger();
        List<Exception> failures = new CopyOnWriteArrayList<>();
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            String camera = "camera-" + i;
            senders.add(new Thread(() -> {
                for (int n = 0; n < EACH; n++) {
                    send(camera, n, acknowledged, failures);
                }
            }));
        }
        senders.forEach(Thread::start);
        for (int i = 1; i <= 3; i++) {
            int some = i * EACH / 2;
            await().until(() -> acknowledged.get() >= some || !failures.isEmpty());
            producer.renew();
        }
        for (Thread sender : senders) {
            sender.join();
        }
        await().until(() -> acknowledged.get() == SENDERS * EACH || !failures.isEmpty());
        assertThat(failures).isEmpty();
        List<String> all = IntStream.range(0, EACH).mapToObj(Integer::toString).toList();
        for (int i = 0; i < SENDERS; i++) {
            String camera = "camera-" + i;
            assertThat(WholeTopic.read(broker.bootstrapServers(), Topics.DEFAULT.frames()).stream().filter(record -> record.key().equals(camera))
                    .map(record -> new String(record.value(), UTF_8))).containsExactlyElementsOf(all);
        }
    }

    @Test
    void onceBegunAnewItsMetricsAreThoseOfTheNewOne() throws Exception {
        AtomicInteger acknowledged = new AtomicInteger();
        List<Exception> failures = new CopyOnWriteArrayList<>();
        send("lobby", 0, acknowledged, failures);
        producer.renew();
        send("lobby", 1, acknowledged, failures);
        await().until(() -> acknowledged.get() == 2);
        assertThat(producer.connected()).isTrue();
        assertThat(registry.get("kafka.producer.connection.count").gauges()).isNotEmpty()
                .allSatisfy(gauge -> assertThat(gauge.value()).isPositive());
    }

    @Test
    void onceClosedItIsNotBegunAnew() {
        producer.close();
        producer.renew();
        assertThat(producer.connected()).isFalse();
    }

    private void send(String camera, int number, AtomicInteger acknowledged, List<Exception> failures) {
        try {
            producer.send(new ProducerRecord<>(Topics.DEFAULT.frames(), camera, Integer.toString(number).getBytes(UTF_8)), (metadata, failure) -> {
                if (failure == null) {
                    acknowledged.incrementAndGet();
                } else {
                    failures.add(failure);
                }
            });
        } catch (KafkaException e) {
            failures.add(e);
        }
    }
}
