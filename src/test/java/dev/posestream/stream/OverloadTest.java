package dev.posestream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.posestream.analysis.AnalysisSettings;
import dev.posestream.analysis.FrameAnalysis;
import dev.posestream.camera.Frame;
import dev.posestream.camera.Picture;
import dev.posestream.camera.WallClock;
import dev.posestream.pose.Skeleton;
import dev.posestream.testing.BrokerWithTopics;
import dev.posestream.testing.FakeNetworks;
import dev.posestream.testing.WholeTopic;
import dev.posestream.tracking.PoseTracker;
import dev.posestream.tracking.Smoothing;
import dev.posestream.tracking.TrackerSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over Kafka, with the worker's own threads, and a network of known cost that gets about four times what it can take. */
class OverloadTest {

    private static final Duration COST = Duration.ofMillis(40);
    private static final Duration MAX_AGE = Duration.ofSeconds(1);
    private static final Duration TICK = Duration.ofMillis(60);
    private static final int TICKS_OF_SLOW = 20;
    private static final int PARTITIONS = 4;
    private static final int THREADS = 2;
    private static final int REPLAYED = 30;
    private static final byte[] JPEG = jpeg();

    /** One camera, and what of it has been published; used by the publishing thread, and when that has ended. */
    private static final class Source {

        private final String name;
        private final int priority;
        private final int everyTicks;
        private final List<Long> capturedUs = new ArrayList<>();

        private Source(String name, int priority, int everyTicks) {
            this.name = name;
            this.priority = priority;
            this.everyTicks = everyTicks;
        }

        private long between(long fromUs, long toUs) {
            return capturedUs.stream().filter(us -> us >= fromUs && us < toUs).count();
        }
    }

    @TempDir
    Path folder;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private volatile int ticks;
    private volatile boolean crowded = true;
    private BrokerWithTopics broker;
    private AnalysisProgress progress;
    private FramePublisher publisher;
    private AnalyzeWorker worker;

    @BeforeEach
    void open() throws Exception {
        TopicSettings topicSettings = new TopicSettings(PARTITIONS, (short) 1, Duration.ofHours(1), 64 << 20, Duration.ofHours(1), 1 << 20);
        broker = BrokerWithTopics.in(folder.resolve("broker"), topicSettings);
        KafkaConnection connection = broker.connection();
        progress = new AnalysisProgress(connection, "overload", 1000);
        publisher = new FramePublisher(connection, Topics.DEFAULT, topicSettings, () -> true, progress);
        FakeNetworks networks = new FakeNetworks();
        networks.cost(COST);
        FrameAnalysis analysis = new FrameAnalysis(networks.detector(), networks.estimator(),
                new PoseTracker(Skeleton.COCO17, TrackerSettings.DEFAULT, Smoothing.OFF.smoother()), AnalysisSettings.DEFAULT);
        AnalyzeSettings settings = new AnalyzeSettings("overload", "", THREADS, MAX_AGE, Duration.ofSeconds(30), Guarantee.AT_LEAST_ONCE, 0);
        worker = new AnalyzeWorker(connection, Topics.DEFAULT, topicSettings, settings, analysis, new AnalyzeModel("fake", "coco17"),
                folder.resolve("state"), registry);
        worker.start();
        assertThat(worker.awaitRunning(Duration.ofSeconds(60))).isTrue();
    }

    @AfterEach
    void close() {
        clock.shutdownNow();
        worker.close();
        publisher.close();
        progress.close();
        broker.close();
    }

    @Test
    void framesAreDroppedFairlyLatencyIsBoundedAndAfterwardsAllIsAsBefore() throws Exception {
        source("lone", 0, 1, 1);
        for (int i = 0; i < 4; i++) {
            source("crowd" + i + "-", 1, 1, 1);
        }
        source("slow", 1, 1, TICKS_OF_SLOW);
        source("important", 2, 3, 1);
        String replayed = named("replayed", 3);
        for (int i = 0; i < REPLAYED; i++) {
            publisher.accept(frame(replayed, i, WallClock.nowUs() - 3_600_000_000L + i, 1, OptionalLong.of(WallClock.nowUs())));
        }
        clock.scheduleAtFixedRate(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);

        await().atMost(Duration.ofSeconds(60)).until(() -> dropped("share") > 0);
        int begun = ticks;
        awaitTicks(begun + 60);
        long fromUs = WallClock.nowUs();
        awaitTicks(begun + 240);
        long toUs = WallClock.nowUs();
        crowded = false;
        int fallen = ticks;
        awaitTicks(fallen + 40);
        // The load has fallen; from when on does not matter here, only that nothing is dropped any more.
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            double before = dropped("share") + dropped("late");
            int now = ticks;
            awaitTicks(now + 25);
            return dropped("share") + dropped("late") == before;
        });
        clock.shutdown();
        assertThat(clock.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        Set<String> published = new HashSet<>();
        sources.values().forEach(source -> {
            for (int seq = 0; seq < source.capturedUs.size(); seq++) {
                published.add(source.name + "/" + seq);
            }
        });
        for (int i = 0; i < REPLAYED; i++) {
            published.add(replayed + "/" + i);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> progress.behind() == 0 || refreshed());

        List<JsonNode> poses = read(Topics.DEFAULT.poses());
        List<JsonNode> drops = read(Topics.DEFAULT.dropped());
        Set<String> analysed = ids(poses);
        Set<String> dropped = ids(drops);
        assertThat(analysed).as("both analysed and dropped").doesNotContainAnyElementsOf(dropped);
        Set<String> outcomes = new HashSet<>(analysed);
        outcomes.addAll(dropped);
        assertThat(outcomes).isEqualTo(published);
        assertThat(drops).noneMatch(drop -> drop.path("camera").asText().equals(replayed));
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(DroppedJson.class.getResourceAsStream("/schema/dropped-v1.json"))
                .validate(drops.get(drops.size() - 1).toString(), InputFormat.JSON)).isEmpty();

        // How long poses may take is asserted on a simulated clock, see FairShareTest.
        assertThat(drops).filteredOn(drop -> drop.path("reason").asText().equals("late")).isNotEmpty()
                .allMatch(drop -> drop.path("waitedUs").asLong() > MAX_AGE.toNanos() / 1000);

        Map<String, Long> counts = new LinkedHashMap<>();
        sources.values().forEach(source -> counts.put(source.name, poses.stream().filter(pose -> pose.path("camera").asText().equals(source.name)
                && pose.path("capturedUs").asLong() >= fromUs && pose.path("capturedUs").asLong() < toUs).count()));
        double level = level(counts.values().stream().mapToLong(Long::longValue).sum(), fromUs, toUs);
        sources.values().forEach(source -> {
            double fair = Math.min(source.between(fromUs, toUs), level * source.priority);
            assertThat(counts.get(source.name) / fair).as("%s, of a fair %.1f; all: %s", source.name, fair, counts).isCloseTo(1, within(0.25));
        });
    }

    private void source(String prefix, int partition, int priority, int everyTicks) {
        String name = named(prefix, partition);
        sources.put(name, new Source(name, priority, everyTicks));
    }

    private static String named(String prefix, int partition) {
        int number = 0;
        while (FramePartitions.of(prefix + number, PARTITIONS) != partition) {
            number++;
        }
        return prefix + number;
    }

    /** When the load falls, one of the fast ones and the slow one stay. */
    private void tick() {
        try {
            for (Source source : sources.values()) {
                boolean stays = source.name.startsWith("lone") || source.everyTicks > 1;
                if (ticks % source.everyTicks == 0 && (crowded || stays)) {
                    long nowUs = WallClock.nowUs();
                    publisher.accept(frame(source.name, source.capturedUs.size(), nowUs, source.priority, OptionalLong.empty()));
                    source.capturedUs.add(nowUs);
                }
            }
            ticks++;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitTicks(int count) {
        await().atMost(Duration.ofSeconds(60)).until(() -> ticks >= count);
    }

    private boolean refreshed() throws InterruptedException {
        progress.refresh();
        return progress.behind() == 0;
    }

    private double dropped(String reason) {
        return registry.find("posestream.frames.dropped").tag("reason", reason).counters().stream().mapToDouble(Counter::count).sum();
    }

    private List<JsonNode> read(String topic) {
        List<JsonNode> values = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : WholeTopic.read(broker.bootstrapServers(), topic)) {
            values.add(WholeTopic.json(record));
        }
        return values;
    }

    private static Set<String> ids(List<JsonNode> records) {
        Set<String> ids = new HashSet<>();
        records.forEach(record -> ids.add(record.path("camera").asText() + "/" + record.path("seq").asLong()));
        assertThat(ids).as("each once").hasSameSizeAs(records);
        return ids;
    }

    /** Of max-min fairness, by its definition: where what is given adds up to what was analysed. */
    private double level(long analysed, long fromUs, long toUs) {
        double low = 0;
        double high = analysed;
        for (int i = 0; i < 60; i++) {
            double level = (low + high) / 2;
            double given = sources.values().stream().mapToDouble(source -> Math.min(source.between(fromUs, toUs), level * source.priority)).sum();
            if (given < analysed) {
                low = level;
            } else {
                high = level;
            }
        }
        return low;
    }

    private static Frame frame(String camera, long seq, long capturedUs, int priority, OptionalLong replayedUs) {
        return new Frame(camera, "0b0f4a66-5e2c-4c5e-a1a5-3c1b5b1a2d11", seq, new Picture(capturedUs, capturedUs, 64, 36, JPEG), priority, replayedUs);
    }

    private static byte[] jpeg() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(64, 36, BufferedImage.TYPE_3BYTE_BGR), "jpg", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
