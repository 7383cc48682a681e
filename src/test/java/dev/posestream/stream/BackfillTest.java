package dev.posestream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.posestream.analysis.AnalysisSettings;
import dev.posestream.analysis.FrameAnalysis;
import dev.posestream.camera.Camera;
import dev.posestream.camera.CameraSettings;
import dev.posestream.camera.Frame;
import dev.posestream.camera.Picture;
import dev.posestream.camera.synthetic.SyntheticSource;
import dev.posestream.inference.Detection;
import dev.posestream.inference.Device;
import dev.posestream.inference.Image;
import dev.posestream.inference.InferenceException;
import dev.posestream.inference.InferenceSettings;
import dev.posestream.inference.Networks;
import dev.posestream.inference.PersonDetector;
import dev.posestream.inference.PoseEstimator;
import dev.posestream.network.ModelDescription;
import dev.posestream.testing.BrokerWithTopics;
import dev.posestream.testing.FakeNetworks;
import dev.posestream.testing.WholeTopic;
import dev.posestream.tracking.PoseTracker;
import dev.posestream.tracking.Smoothing;
import dev.posestream.tracking.TrackerSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two drawn cameras, published once with the times of a past hour; {@code broken} has a frame that is none. */
class BackfillTest {

    private static final int FRAMES = 16;
    private static final int STEP_MS = 100;
    private static final Topics TOPICS = Topics.DEFAULT;
    private static final TopicSettings SETTINGS = new TopicSettings(2, (short) 1, Duration.ofDays(36_500), 512L << 20, Duration.ofDays(36_500), 8 << 20);
    private static final Instant BEGAN = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    static Path folder;

    private static BrokerWithTopics broker;
    private static KafkaConnection kafka;

    @BeforeAll
    static void publish() throws Exception {
        broker = BrokerWithTopics.in(folder, SETTINGS);
        kafka = broker.connection();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(), new ByteArraySerializer())) {
            for (String camera : List.of("lobby", "yard")) {
                try (SyntheticSource source = new SyntheticSource(new Camera(camera,
                        "synthetic:?people=2&fps=10&width=320&height=180&frames=" + FRAMES + "&seed=" + camera.length(), CameraSettings.DEFAULT.withReplay(true)))) {
                    source.open();
                    for (int seq = 0; seq < FRAMES; seq++) {
                        publish(producer, camera, seq, source.read().orElseThrow().jpeg());
                    }
                }
            }
            publish(producer, "broken", 0, new byte[] {1, 2, 3});
        }
    }

    private static void publish(KafkaProducer<String, byte[]> producer, String camera, int seq, byte[] jpeg) throws Exception {
        long ms = BEGAN.toEpochMilli() + (long) seq * STEP_MS;
        Picture picture = new Picture(seq * STEP_MS * 1000L, ms * 1000, 320, 180, jpeg);
        Frame frame = new Frame(camera, "session-" + camera, seq, picture, 1, OptionalLong.empty());
        producer.send(new ProducerRecord<>(TOPICS.frames(), null, ms, camera, jpeg, FrameHeaders.write(frame))).get();
    }

    @AfterAll
    static void close() {
        broker.close();
    }

    @Test
    void twoBackfillsGiveTheSamePeopleBitForBitAndSoDoesALiveRunThatDroppedNothing() throws Exception {
        InferenceSettings settings = InferenceSettings.DEFAULT.withDevice(Device.CPU).withPoseModel("movenet-lightning").withWorkers(2);
        try (Networks live = Networks.open(settings); Networks reproducible = Networks.open(settings.asReproducible())) {
            AnalyzeSettings patient = new AnalyzeSettings("live", "", 2, Duration.ofSeconds(2), Duration.ofDays(1), Guarantee.AT_LEAST_ONCE, 0);
            AnalyzeWorker worker = new AnalyzeWorker(kafka, TOPICS, SETTINGS, patient, analysis(live.personDetector(), live.poseEstimator()),
                    new AnalyzeModel("lightning", "coco17"), folder.resolve("live"), new SimpleMeterRegistry());
            try (worker) {
                worker.start();
                run(request("bits-1"), reproducible, 1);
                run(request("bits-2"), reproducible, 2);
                await().atMost(Duration.ofSeconds(120)).until(() -> people("poses").size() == 2 * FRAMES);
            }
            Map<String, JsonNode> first = people("bits-1");
            assertThat(first).hasSize(2 * FRAMES);
            assertThat(first.values().stream().mapToInt(JsonNode::size).sum()).as("there are people to compare").isGreaterThan(FRAMES);
            assertThat(people("bits-2")).isEqualTo(first);
            assertThat(people("poses")).as("undisturbed").isEqualTo(first);
        }
    }

    @Test
    void onlyFramesOfTheRangeAndTheCamerasAreAnalysedAndNothingStaysBehind() throws Exception {
        BackfillRequest request = new BackfillRequest("test", TOPICS.prefix() + "range", Optional.of(BEGAN.plusMillis(300)), Optional.of(BEGAN.plusMillis(900)),
                Set.of("lobby"), "fake");
        runFake(request);
        assertThat(WholeTopic.read(broker.bootstrapServers(), request.output())).hasSize(6)
                .allMatch(record -> record.key().equals("lobby"))
                .extracting(record -> WholeTopic.json(record).get("seq").asInt()).containsExactly(3, 4, 5, 6, 7, 8);
        assertThat(WholeTopic.read(broker.bootstrapServers(), request.output())).allMatch(record -> WholeTopic.json(record).get("dropped").asInt() == 0
                && WholeTopic.json(record).get("latencyUs").asLong() < Duration.ofMinutes(50).toMillis() * 1000);
        awaitNothingLeft(request);
    }

    @Test
    void oneThatIsStoppedMidwayGoesOnAndGivesWhatOneThatIsNotGives() throws Exception {
        runFake(request("whole"));
        BackfillRequest halved = request("halved");
        Semaphore permits = new Semaphore(0);
        AtomicBoolean stopped = new AtomicBoolean();
        try (Backfill begun = Backfill.of(kafka, TOPICS, SETTINGS, halved)) {
            FakeNetworks networks = networks();
            begun.start(settings(1), analysis(halting(networks.detector(), permits, stopped), networks.estimator()), new AnalyzeModel("fake", "coco17"), folder,
                    new SimpleMeterRegistry());
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                permits.release();
                return begun.passed() > 0;
            });
            assertThat(begun.passed()).isLessThan(begun.records());
            stopped.set(true);
            permits.release();
        }
        runFake(halved);
        List<ConsumerRecord<String, byte[]>> records = WholeTopic.read(broker.bootstrapServers(), halved.output());
        assertThat(records).extracting(record -> WholeTopic.header(record, "ce_id")).hasSize(2 * FRAMES).doesNotHaveDuplicates();
        assertThat(people("halved")).isEqualTo(people("whole"));
    }

    @Test
    void oneWhosePlaceKafkaHasForgottenBeginsWithNothingRememberedAndGivesTheSameAgain() throws Exception {
        BackfillRequest request = request("forgotten");
        runFakeButNotFinish(request);
        Map<String, JsonNode> first = people("forgotten");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
                admin.deleteConsumerGroups(List.of(request.applicationId())).all().get();
                return true;
            });
        }
        runFake(request);
        assertThat(WholeTopic.read(broker.bootstrapServers(), request.output())).hasSize(2 * 2 * FRAMES);
        assertThat(people("forgotten")).isEqualTo(first);
        awaitNothingLeft(request);
    }

    @Test
    void oneThatWasKilledWhileItCleanedUpIsOnlyCleanedUp() throws Exception {
        BackfillRequest request = request("killed");
        runFakeButNotFinish(request);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteTopics(AnalyzeTopology.changelogs(request.applicationId())).all().get();
        }
        runFake(request);
        assertThat(WholeTopic.read(broker.bootstrapServers(), request.output())).hasSize(2 * FRAMES);
        awaitNothingLeft(request);
    }

    @Test
    void workersWithTheSameRequestShareItAndEachFrameIsAnalysedOnce() throws Exception {
        BackfillRequest request = request("shared");
        try (Backfill one = Backfill.of(kafka, TOPICS, SETTINGS, request); Backfill other = Backfill.of(kafka, TOPICS, SETTINGS, request)) {
            for (Backfill backfill : List.of(one, other)) {
                backfill.start(settings(1), fake(), new AnalyzeModel("fake", "coco17"), folder, new SimpleMeterRegistry());
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> one.passed() == one.records());
            assertThat(other.passed()).isEqualTo(other.records());
            Thread leaving = new Thread(() -> {
                try {
                    other.finish();
                } catch (StreamException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            leaving.start();
            one.finish();
            leaving.join();
        }
        assertThat(WholeTopic.read(broker.bootstrapServers(), request.output())).extracting(record -> WholeTopic.header(record, "ce_id"))
                .hasSize(2 * FRAMES).doesNotHaveDuplicates();
    }

    @Test
    void whatCanNotBeAnalysedIsBuriedUnderTheNameOfTheBackfill() throws Exception {
        BackfillRequest request = new BackfillRequest("test", TOPICS.prefix() + "buried", Optional.empty(), Optional.empty(), Set.of("broken"), "fake");
        runFake(request);
        assertThat(WholeTopic.read(broker.bootstrapServers(), TOPICS.deadletter())).filteredOn(record -> record.headers().lastHeader("deadletter-backfill") != null)
                .anyMatch(record -> record.key().equals("broken") && WholeTopic.header(record, "deadletter-backfill").equals(request.applicationId()));
    }

    @Test
    void whereNoFrameIsInTheRangeItSaysWhatIsKept() {
        Instant last = BEGAN.plusMillis((FRAMES - 1) * STEP_MS);
        BackfillRequest early = new BackfillRequest("test", "x", Optional.empty(), Optional.of(BEGAN), Set.of(), "");
        assertThatThrownBy(() -> Backfill.of(kafka, TOPICS, SETTINGS, early)).isInstanceOf(StreamException.class)
                .hasMessage("no frames before " + BEGAN + ": topic posestream.frames holds frames from " + BEGAN + " to " + last);
        BackfillRequest foreign = new BackfillRequest("test", "x", Optional.empty(), Optional.empty(), Set.of("lobby", "cellar"), "");
        assertThatThrownBy(() -> Backfill.of(kafka, TOPICS, SETTINGS, foreign)).isInstanceOf(StreamException.class)
                .hasMessageStartingWith("no frames of camera cellar: topic posestream.frames holds");
    }

    @Test
    void anOutputThatIsOneOfOurTopicsOrNoTopicIsRefused() {
        assertThat(BackfillRequest.output(TOPICS, "poses-v2")).isEqualTo("posestream.poses-v2");
        assertThat(BackfillRequest.output(TOPICS, "posestream.poses-v2")).isEqualTo("posestream.poses-v2");
        assertThatThrownBy(() -> BackfillRequest.output(TOPICS, "poses")).hasMessageContaining("posestream.poses is one of PoseStream's own");
        assertThatThrownBy(() -> BackfillRequest.output(TOPICS, "posestream.frames")).hasMessageContaining("own topics");
        assertThatThrownBy(() -> BackfillRequest.output(TOPICS, "my poses")).hasMessageContaining("is no topic's name");
    }

    @Test
    void anotherRangeCameraOrNetworkIsAnotherBackfill() {
        BackfillRequest request = request("same");
        assertThat(request("same").applicationId()).isEqualTo(request.applicationId());
        assertThat(Set.of(request.applicationId(), request("other").applicationId(),
                new BackfillRequest("test", request.output(), Optional.of(BEGAN), Optional.empty(), request.cameras(), "fake").applicationId(),
                new BackfillRequest("test", request.output(), Optional.empty(), Optional.of(BEGAN), request.cameras(), "fake").applicationId(),
                new BackfillRequest("test", request.output(), Optional.empty(), Optional.empty(), Set.of(), "fake").applicationId(),
                new BackfillRequest("test", request.output(), Optional.empty(), Optional.empty(), request.cameras(), "lightning").applicationId())).hasSize(6);
    }

    private static BackfillRequest request(String output) {
        return new BackfillRequest("test", TOPICS.prefix() + output, Optional.empty(), Optional.empty(), Set.of("lobby", "yard"), "fake");
    }

    private static void run(BackfillRequest request, Networks networks, int threads) throws Exception {
        run(request, analysis(networks.personDetector(), networks.poseEstimator()), threads);
    }

    private static void runFake(BackfillRequest request) throws Exception {
        run(request, fake(), 1);
    }

    /** As if it was killed then. */
    private static void runFakeButNotFinish(BackfillRequest request) throws Exception {
        try (Backfill backfill = Backfill.of(kafka, TOPICS, SETTINGS, request)) {
            backfill.start(settings(1), fake(), new AnalyzeModel("any", "coco17"), folder, new SimpleMeterRegistry());
            await().atMost(Duration.ofSeconds(120)).until(() -> backfill.passed() == backfill.records());
        }
    }

    private static void awaitNothingLeft(BackfillRequest request) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            await().atMost(Duration.ofSeconds(90)).until(() -> admin.listTopics().names().get().stream().noneMatch(name -> name.startsWith(request.applicationId())));
            assertThat(admin.listGroups().all().get()).extracting(GroupListing::groupId).doesNotContain(request.applicationId());
        }
    }

    private static void run(BackfillRequest request, FrameAnalysis analysis, int threads) throws Exception {
        try (Backfill backfill = Backfill.of(kafka, TOPICS, SETTINGS, request)) {
            backfill.start(settings(threads), analysis, new AnalyzeModel("any", "coco17"), folder, new SimpleMeterRegistry());
            await().atMost(Duration.ofSeconds(120)).until(() -> backfill.passed() == backfill.records());
            backfill.finish();
        }
    }

    private static AnalyzeSettings settings(int threads) {
        return new AnalyzeSettings("test", "", threads, Duration.ofSeconds(2), Duration.ofSeconds(30), Guarantee.AT_LEAST_ONCE, 1);
    }

    private static FrameAnalysis fake() {
        FakeNetworks networks = networks();
        return analysis(networks.detector(), networks.estimator());
    }

    private static FakeNetworks networks() {
        FakeNetworks networks = new FakeNetworks();
        networks.person(100, 20, 50, 140);
        return networks;
    }

    private static FrameAnalysis analysis(PersonDetector detector, PoseEstimator estimator) {
        return new FrameAnalysis(detector, estimator, new PoseTracker(estimator.skeleton(), TrackerSettings.DEFAULT, Smoothing.ONE_EURO.smoother()),
                AnalysisSettings.DEFAULT);
    }

    /** Waits for a permit each time; once stopped, breaks off as closed networks do, which is the fault of no frame. */
    private static PersonDetector halting(PersonDetector detector, Semaphore permits, AtomicBoolean stopped) {
        return new PersonDetector() {
            @Override
            public ModelDescription model() {
                return detector.model();
            }

            @Override
            public List<Detection> detect(Image image) throws InferenceException {
                permits.acquireUninterruptibly();
                if (stopped.get()) {
                    permits.release();
                    throw new CancellationException("closed");
                }
                return detector.detect(image);
            }

            @Override
            public void close() {
                detector.close();
            }
        };
    }

    /** What was found, by the frame's id. */
    private static Map<String, JsonNode> people(String topic) {
        Map<String, JsonNode> people = new TreeMap<>();
        for (ConsumerRecord<String, byte[]> record : WholeTopic.read(broker.bootstrapServers(), TOPICS.prefix() + topic)) {
            people.put(WholeTopic.header(record, "ce_id"), WholeTopic.json(record).get("people"));
        }
        return people;
    }
}
