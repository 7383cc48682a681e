package dev.posestream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.posestream.testing.BrokerWithTopics;
import dev.posestream.testing.FreePort;
import dev.posestream.testing.WholeTopic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameProducerTest {

    private static final int SENDERS = 4;
    private static final int EACH = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private BrokerWithTopics broker;
    private FrameProducer producer;

    @BeforeEach
    void open() throws Exception {
        broker = BrokerWithTopics.in(folder);
        producer = new FrameProducer(broker.connection(), Topics.DEFAULT, TopicSettings.DEFAULT);
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
                    send(producer, camera, n, acknowledged, failures);
                }
            }));
        }
        senders.forEach(Thread::start);
        for (int i = 1; i <= 3; i++) {
            int some = i * EACH / 2;
            await().atMost(Duration.ofMinutes(1)).until(() -> acknowledged.get() >= some || !failures.isEmpty());
            renew();
        }
        for (Thread sender : senders) {
            sender.join();
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> acknowledged.get() == SENDERS * EACH || !failures.isEmpty());
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
        send(producer, "lobby", 0, acknowledged, failures);
        renew();
        send(producer, "lobby", 1, acknowledged, failures);
        await().until(() -> acknowledged.get() == 2);
        assertThat(producer.connected()).isTrue();
        assertThat(registry.get("kafka.producer.connection.count").gauges()).isNotEmpty()
                .allSatisfy(gauge -> assertThat(gauge.value()).isPositive());
    }

    @Test
    void onceClosedItIsNotBegunAnew() throws Exception {
        producer.close();
        producer.renew(PATIENCE);
        assertThatThrownBy(() -> producer.send(new ProducerRecord<>(Topics.DEFAULT.frames(), "lobby", new byte[1]))).isInstanceOf(TimeoutException.class);
    }

    @Test
    void whileKafkaIsAwayTheOldOneStaysAndGoesOnWhenItIsBack(@TempDir Path other) throws Exception {
        BrokerSettings settings = new BrokerSettings(other, FreePort.find(), 0);
        EmbeddedBroker leaving = EmbeddedBroker.start(settings);
        try (TopicAdmin admin = new TopicAdmin(new KafkaConnection(leaving.bootstrapServers()), Topics.DEFAULT)) {
            admin.create(TopicSettings.DEFAULT);
        }
        AtomicInteger acknowledged = new AtomicInteger();
        List<Exception> failures = new CopyOnWriteArrayList<>();
        try (FrameProducer stranded = new FrameProducer(new KafkaConnection(leaving.bootstrapServers()), Topics.DEFAULT, TopicSettings.DEFAULT)) {
            send(stranded, "lobby", 0, acknowledged, failures);
            await().until(() -> acknowledged.get() == 1);
            leaving.close();
            assertThatThrownBy(() -> stranded.renew(PATIENCE)).isInstanceOf(StreamException.class).hasMessageContaining(leaving.bootstrapServers());
            assertThat(stranded.ready()).isTrue();
            leaving = EmbeddedBroker.start(settings);
            send(stranded, "lobby", 1, acknowledged, failures);
            await().atMost(Duration.ofMinutes(1)).until(() -> acknowledged.get() == 2 || !failures.isEmpty());
            assertThat(failures).isEmpty();
        } finally {
            leaving.close();
        }
    }

    /** As the watch does: until it succeeds. */
    private void renew() {
        await().atMost(Duration.ofMinutes(1)).ignoreExceptionsInstanceOf(StreamException.class).until(() -> {
            producer.renew(PATIENCE);
            return true;
        });
    }

    /** As a camera does: what is not even taken, which Kafka tells at once, is tried again under its number. */
    private static void send(FrameProducer producer, String camera, int number, AtomicInteger acknowledged, List<Exception> failures) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topics.DEFAULT.frames(), camera, Integer.toString(number).getBytes(UTF_8));
        await().atMost(Duration.ofMinutes(1)).pollInSameThread().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10)).until(() -> {
            try {
                Future<RecordMetadata> sent = producer.send(record, (metadata, failure) -> {
                    if (failure == null) {
                        acknowledged.incrementAndGet();
                    } else if (!(failure instanceof TimeoutException)) {
                        failures.add(failure);
                    }
                });
                return !sent.isDone() || acknowledged(sent);
            } catch (TimeoutException e) {
                return false;
            }
        });
    }

    private static boolean acknowledged(Future<RecordMetadata> sent) throws InterruptedException {
        try {
            sent.get();
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }
}
