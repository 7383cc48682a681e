package dev.posestream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.posestream.camera.CameraOption;
import dev.posestream.camera.CameraSpec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry and its workers on a real broker; each test in a registry of its own. */
class CameraAssignmentTest {

    private static final Duration LONG = Duration.ofSeconds(40);
    private static final AtomicLong TESTS = new AtomicLong();

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static KafkaConnection connection;

    private final Topics topics = new Topics("test" + TESTS.incrementAndGet() + ".");
    /** By camera, which workers run it; never more than one. */
    private final Map<String, String> runBy = new ConcurrentHashMap<>();
    private final List<String> doubled = new CopyOnWriteArrayList<>();
    private final List<String> removed = new CopyOnWriteArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    private CameraRegistry registry;

    /** Writes down what it is told to run. */
    private final class Worker implements CameraAssignment.Listener, AutoCloseable {

        private final String name;
        private final AtomicLong skippedNanos = new AtomicLong();
        private final List<String> told = new CopyOnWriteArrayList<>();
        private final CameraAssignment assignment;

        Worker(String name) {
            this.name = name;
            assignment = new CameraAssignment(connection, topics, "group", this, new SimpleMeterRegistry(),
                    () -> System.nanoTime() + skippedNanos.get());
            workers.add(this);
            assignment.start();
        }

        @Override
        public void run(CameraSpec camera) {
            told.add("+" + camera.id());
            if (runBy.putIfAbsent(camera.id(), name) != null) {
                doubled.add(camera.id());
            }
        }

        @Override
        public void stop(Set<String> cameras) {
            cameras.forEach(camera -> {
                told.add("-" + camera);
                runBy.remove(camera, name);
            });
        }

        @Override
        public void removed(Set<String> cameras) {
            removed.addAll(cameras);
        }

        @Override
        public void close() {
            assignment.close();
        }
    }

    @BeforeAll
    static void startBroker() throws Exception {
        broker = EmbeddedBroker.start(new BrokerSettings(folder, 0, 0));
        connection = new KafkaConnection(broker.bootstrapServers());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void createTopics() throws Exception {
        try (TopicAdmin admin = new TopicAdmin(connection, topics)) {
            admin.create(TopicSettings.DEFAULT);
        }
        registry = new CameraRegistry(connection, topics);
    }

    @AfterEach
    void close() {
        workers.forEach(Worker::close);
        registry.close();
        assertThat(doubled).as("cameras that two workers ran at a time").isEmpty();
    }

    private static CameraSpec spec(String id, double maxFps) {
        return new CameraSpec(id, "rtsp://192.0.2.7/" + id, Map.of(CameraOption.MAX_FPS, maxFps), true);
    }

    private Set<String> put(int count) throws StreamException {
        Set<String> ids = new TreeSet<>();
        for (int i : IntStream.range(0, count).toArray()) {
            registry.put(spec("cam" + i, 1));
            ids.add("cam" + i);
        }
        return ids;
    }

    private void awaitRun(Set<String> cameras) {
        await().atMost(LONG).untilAsserted(() -> assertThat(runBy.keySet()).isEqualTo(cameras));
    }

    @Test
    void theRegistryKeepsTheLastWordOfEachCamera() throws Exception {
        registry.put(spec("lobby", 1));
        registry.put(spec("yard", 1));
        registry.put(spec("lobby", 2));
        assertThat(registry.get("lobby")).hasValue(spec("lobby", 2));
        registry.remove("yard");
        assertThat(registry.list()).containsExactly(Map.entry("lobby", spec("lobby", 2)));
        assertThat(registry.get("nobody")).isEmpty();
    }

    @Test
    void aMissingTopicIsToldWithWhatToDo() throws Exception {
        try (CameraRegistry nowhere = new CameraRegistry(connection, new Topics("nowhere."))) {
            assertThatThrownBy(nowhere::list).isInstanceOf(StreamException.class).hasMessageContaining("nowhere.cameras")
                    .hasMessageContaining("posestream topics create");
        }
    }

    @Test
    void aRecordThatIsNoCameraStopsNothingElse() throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(connection.with(Map.of()), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topics.cameras(), "broken", "hello".getBytes(UTF_8))).get();
            producer.send(new ProducerRecord<>(topics.cameras(), "a b", "{}".getBytes(UTF_8))).get();
        }
        Set<String> cameras = put(8);
        new Worker("one");
        awaitRun(cameras);
        assertThat(registry.list().keySet()).isEqualTo(cameras);
    }

    @Test
    void aChangeReachesItsCameraAndNoOther() throws Exception {
        Set<String> cameras = put(6);
        Worker worker = new Worker("one");
        awaitRun(cameras);
        worker.told.clear();

        registry.put(spec("cam1", 1));
        registry.put(spec("cam2", 5));
        registry.remove("cam3");
        registry.put(new CameraSpec("cam4", "rtsp://192.0.2.7/cam4", Map.of(), false));
        registry.put(spec("new", 1));

        await().atMost(LONG).until(() -> worker.told.size() >= 5);
        assertThat(worker.told).containsExactlyInAnyOrder("-cam2", "+cam2", "-cam3", "-cam4", "+new");
        assertThat(worker.told.indexOf("-cam2")).isLessThan(worker.told.indexOf("+cam2"));
        assertThat(worker.assignment.running()).isEqualTo(5);
        await().atMost(LONG).until(worker.assignment::healthy);
        // One that is switched off is still registered.
        await().untilAsserted(() -> assertThat(removed).containsExactly("cam3"));
    }

    @Test
    void workersShareTheCamerasAndOneThatLeavesHandsItsOwnOver() throws Exception {
        Set<String> cameras = put(16);
        Worker one = new Worker("one");
        awaitRun(cameras);
        Worker two = new Worker("two");
        await().atMost(LONG).until(() -> two.assignment.running() > 0 && one.assignment.running() + two.assignment.running() == 16);
        awaitRun(cameras);
        // What stays with the first worker is not touched.
        assertThat(one.told).hasSize(16 + two.assignment.running());

        int kept = one.assignment.running();
        two.told.clear();
        one.close();
        assertThat(one.assignment.running()).isZero();
        awaitRun(cameras);
        assertThat(runBy.values()).containsOnly("two");
        assertThat(two.told).as("only those it takes over").hasSize(kept).allMatch(what -> what.startsWith("+"));
    }

    @Test
    void aWorkerThatWasAwayForLongerThanItsSessionHoldsNothingAndJoinsAnew() throws Exception {
        Set<String> cameras = put(4);
        Worker worker = new Worker("one");
        awaitRun(cameras);
        assertThat(worker.assignment.holds()).isTrue();
        worker.told.clear();

        worker.skippedNanos.addAndGet(Duration.ofSeconds(7).toNanos());

        await().atMost(LONG).until(() -> worker.told.size() >= 8);
        assertThat(worker.told.subList(0, 4)).containsExactlyInAnyOrder("-cam0", "-cam1", "-cam2", "-cam3");
        awaitRun(cameras);
        assertThat(worker.assignment.holds()).isTrue();
    }

    @Test
    void aLeaseThatRanOutDoesNotComeBackByItself() {
        AtomicLong nanos = new AtomicLong();
        Lease lease = new Lease(Duration.ofSeconds(6), nanos::get);
        assertThat(lease.valid()).isFalse();
        lease.begin();
        nanos.set(Duration.ofMillis(5_999).toNanos());
        assertThat(lease.stamp()).isTrue();
        nanos.set(Duration.ofMillis(12_000).toNanos());
        assertThat(lease.valid()).isFalse();
        assertThat(lease.stamp()).isFalse();
        assertThat(lease.stamp()).isFalse();
        lease.begin();
        assertThat(lease.valid()).isTrue();
    }
}
