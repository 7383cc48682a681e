package dev.posestream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.posestream.analysis.AnalysisSettings;
import dev.posestream.analysis.CameraMemory;
import dev.posestream.analysis.FrameAnalysis;
import dev.posestream.analysis.Handled;
import dev.posestream.camera.Frame;
import dev.posestream.camera.Picture;
import dev.posestream.pose.PoseFrame;
import dev.posestream.pose.Skeleton;
import dev.posestream.testing.FakeNetworks;
import dev.posestream.tracking.PoseTracker;
import dev.posestream.tracking.Smoothing;
import dev.posestream.tracking.TrackerSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalyzeTopologyTest {

    private static final String SESSION = "0b0f4a66-5e2c-4c5e-a1a5-3c1b5b1a2d11";
    private static final long START_US = 1_795_368_412_000_000L;
    private static final AnalyzeSettings SETTINGS = settings(Guarantee.AT_LEAST_ONCE);
    private static final int MOST_BYTES = 1 << 20;
    private static final byte[] JPEG = jpeg(640, 360);

    @TempDir
    Path state;

    private final AtomicLong clockUs = new AtomicLong(START_US);
    private final FakeNetworks networks = new FakeNetworks();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> frames;
    private TestOutputTopic<String, byte[]> poses;
    private TestOutputTopic<String, byte[]> dropped;
    private TestOutputTopic<String, byte[]> deadletter;

    @BeforeEach
    void open() {
        open(SETTINGS);
    }

    private static AnalyzeSettings settings(Guarantee guarantee) {
        return new AnalyzeSettings("test", "", 1, Duration.ofSeconds(2), Duration.ofSeconds(30), guarantee, 0);
    }

    private void open(AnalyzeSettings settings) {
        PoseTracker tracker = new PoseTracker(Skeleton.COCO17, TrackerSettings.DEFAULT, Smoothing.OFF.smoother());
        FrameAnalysis analysis = new FrameAnalysis(networks.detector(), networks.estimator(), tracker, AnalysisSettings.DEFAULT);
        Properties properties = new Properties();
        properties.setProperty("application.id", "test");
        properties.setProperty("bootstrap.servers", "nowhere:1");
        properties.setProperty("state.dir", state.toString());
        Topics topics = Topics.DEFAULT;
        driver = new TopologyTestDriver(AnalyzeTopology.of(topics, analysis, new AnalyzeModel("fake", "coco17"), settings,
                new AnalyzeMetrics(registry), clockUs::get, MOST_BYTES, Optional.empty()), properties);
        frames = driver.createInputTopic(topics.frames(), new StringSerializer(), new ByteArraySerializer());
        poses = driver.createOutputTopic(topics.poses(), new StringDeserializer(), new ByteArrayDeserializer());
        dropped = driver.createOutputTopic(topics.dropped(), new StringDeserializer(), new ByteArrayDeserializer());
        deadletter = driver.createOutputTopic(topics.deadletter(), new StringDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void whatIsLargerThanAnyFrameIsCutForTheDeadLettersAndSaysSo() {
        frames.pipeInput("room", new byte[MOST_BYTES + 1]);
        frames.pipeInput("room", new byte[MOST_BYTES]);
        TestRecord<String, byte[]> cut = deadletter.readRecord();
        assertThat(cut.value()).hasSize(MOST_BYTES);
        assertThat(text(cut.headers(), "deadletter-cut-from")).isEqualTo("" + (MOST_BYTES + 1));
        TestRecord<String, byte[]> whole = deadletter.readRecord();
        assertThat(whole.value()).hasSize(MOST_BYTES);
        assertThat(whole.headers().lastHeader("deadletter-cut-from")).isNull();
    }

    @Test
    void everyFrameGivesOnePoseRecordUnderItsCameraWithItsCaptureTime() throws Exception {
        networks.person(100, 50, 80, 240);
        for (int i = 0; i < 10; i++) {
            send("lobby", i, 100_000L * i);
        }
        List<TestRecord<String, byte[]>> records = poses.readRecordsToList();
        assertThat(records).hasSize(10).allMatch(r -> r.key().equals("lobby"));
        PoseFrame last = PoseJson.read(records.get(9).value());
        assertThat(last.seq()).isEqualTo(9);
        assertThat(last.capturedUs()).isEqualTo(START_US + 900_000);
        assertThat(records.get(9).timestamp()).isEqualTo((START_US + 900_000) / 1000);
        assertThat(last.people()).singleElement().matches(p -> p.track() == 1 && p.keypoints().size() == 17);
        assertThat(last.width()).isEqualTo(640);
    }

    @Test
    void posesCarryTheHeadersOfACloudEvent() {
        send("lobby", 5, 0);
        Headers headers = poses.readRecord().headers();
        assertThat(text(headers, "ce_specversion")).isEqualTo("1.0");
        assertThat(text(headers, "ce_id")).isEqualTo("lobby/" + SESSION + "/5");
        assertThat(text(headers, "ce_type")).isEqualTo("dev.posestream.poses.v1");
        assertThat(text(headers, "ce_source")).isEqualTo("/cameras/lobby");
        assertThat(text(headers, "ce_time")).isEqualTo("2026-11-22T17:26:52Z");
        assertThat(text(headers, "content-type")).isEqualTo("application/json");
        assertThat(text(headers, "session")).isEqualTo(SESSION);
        assertThat(text(headers, "seq")).isEqualTo("5");
    }

    @Test
    void whatCanNotBeAnalysedIsBuriedWithReasonAndOriginAndStopsNothing() {
        byte[] cut = Arrays.copyOf(JPEG, JPEG.length / 2);
        frames.pipeInput(new TestRecord<>("lobby", cut, headers(0, 0, OptionalLong.empty()), 1L));
        frames.pipeInput(new TestRecord<>("lobby", "hello".getBytes(UTF_8), new RecordHeaders(), 2L));
        frames.pipeInput(new TestRecord<>(null, JPEG, headers(1, 0, OptionalLong.empty()), 3L));
        send("lobby", 2, 100_000);

        List<TestRecord<String, byte[]>> buried = deadletter.readRecordsToList();
        assertThat(buried).hasSize(3);
        assertThat(buried.get(0).value()).as("untouched").isEqualTo(cut);
        assertThat(text(buried.get(0).headers(), "session")).as("its own headers too").isEqualTo(SESSION);
        assertThat(text(buried.get(0).headers(), "deadletter-topic")).isEqualTo("posestream.frames");
        assertThat(text(buried.get(0).headers(), "deadletter-offset")).isEqualTo("0");
        assertThat(text(buried.get(1).headers(), "deadletter-reason")).contains("header session is missing");
        assertThat(text(buried.get(2).headers(), "deadletter-reason")).contains("the key is missing");
        assertThat(poses.readRecordsToList()).hasSize(1);
    }

    @Test
    void aFailingNetworkCostsItsFrameOnly() {
        networks.failNext();
        send("lobby", 0, 0);
        send("lobby", 1, 100_000);
        assertThat(text(deadletter.readRecord().headers(), "deadletter-reason")).contains("network");
        assertThat(poses.readRecordsToList()).hasSize(1);
    }

    @Test
    void headersThatDisagreeWithThePictureAreRefused() {
        Headers headers = headers(0, 0, OptionalLong.empty());
        headers.remove("width").add("width", "1920".getBytes(UTF_8));
        frames.pipeInput(new TestRecord<>("lobby", JPEG, headers, 1L));
        assertThat(text(deadletter.readRecord().headers(), "deadletter-reason")).contains("1920x360", "640x360");
    }

    @Test
    void anUnforeseenFailureCostsItsFrameOnly() {
        networks.breakNext();
        send("lobby", 0, 0);
        send("lobby", 1, 100_000);
        assertThat(text(deadletter.readRecord().headers(), "deadletter-reason")).contains("the analysis broke");
        assertThat(poses.readRecordsToList()).hasSize(1);
    }

    @Test
    void aLateFrameIsDroppedAndCountedInTheNextPose() throws Exception {
        send("lobby", 0, 0);
        clockUs.set(START_US + 10_000_000);
        sendWithoutWaiting("lobby", 1, 100_000);
        sendWithoutWaiting("lobby", 2, 200_000);
        sendWithoutWaiting("lobby", 3, 9_900_000);
        List<PoseFrame> frames = read();
        assertThat(frames).extracting(PoseFrame::seq).containsExactly(0L, 3L);
        assertThat(frames).extracting(PoseFrame::dropped).containsExactly(0L, 2L);
        assertThat(registry.get("posestream.frames.dropped").tags("camera", "lobby", "reason", "late").counter().count()).isEqualTo(2);
    }

    @Test
    void everyDroppedFrameIsToldByName() {
        clockUs.set(START_US + 10_000_000);
        sendWithoutWaiting("lobby", 1, 100_000);
        sendWithoutWaiting("lobby", 2, 200_000);
        List<TestRecord<String, byte[]>> records = dropped.readRecordsToList();
        assertThat(records).extracting(r -> text(r.headers(), "ce_id")).containsExactly("lobby/" + SESSION + "/1", "lobby/" + SESSION + "/2");
        TestRecord<String, byte[]> last = records.get(1);
        assertThat(last.key()).isEqualTo("lobby");
        assertThat(last.timestamp()).isEqualTo((START_US + 200_000) / 1000);
        String json = new String(last.value(), UTF_8);
        assertThat(json).isEqualTo("{\"camera\":\"lobby\",\"session\":\"" + SESSION + "\",\"seq\":2,\"capturedUs\":" + (START_US + 200_000)
                + ",\"waitedUs\":9800000,\"reason\":\"late\"}");
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(DroppedJson.class.getResourceAsStream("/schema/dropped-v1.json")).validate(json, InputFormat.JSON)).isEmpty();
    }

    @Test
    void aFrameDeliveredAgainGivesItsPoseAgainUnderTheSameId() throws Exception {
        send("lobby", 0, 0);
        send("lobby", 1, 100_000);
        send("lobby", 1, 100_000);
        assertThat(read()).extracting(PoseFrame::id).containsExactly("lobby/" + SESSION + "/0", "lobby/" + SESSION + "/1", "lobby/" + SESSION + "/1");
    }

    @Test
    void aFrameDeliveredAgainGivesNothingWhereOutcomesCountOnce() throws Exception {
        driver.close();
        open(settings(Guarantee.EXACTLY_ONCE));
        send("lobby", 0, 0);
        send("lobby", 1, 100_000);
        send("lobby", 0, 0);
        send("lobby", 1, 100_000);
        send("lobby", 2, 200_000);
        assertThat(read()).extracting(PoseFrame::seq).containsExactly(0L, 1L, 2L);
        assertThat(registry.get("posestream.frames.repeated").tag("camera", "lobby").counter().count()).isEqualTo(2);
    }

    @Test
    void framesOfEarlierSessionsThatAreDeliveredAgainGiveNothingEither() throws Exception {
        driver.close();
        open(settings(Guarantee.EXACTLY_ONCE));
        for (String session : List.of("a", "b", "a", "b")) {
            for (int i = 0; i < 2; i++) {
                Headers headers = headers(i, 0, OptionalLong.empty());
                headers.remove("session").add("session", session.getBytes(UTF_8));
                frames.pipeInput(new TestRecord<>("lobby", JPEG, headers, 1L));
            }
        }
        assertThat(read()).extracting(PoseFrame::id).containsExactly("lobby/a/0", "lobby/a/1", "lobby/b/0", "lobby/b/1");
    }

    @Test
    void aBadFrameThatIsDeliveredAgainIsBuriedOnce() {
        driver.close();
        open(settings(Guarantee.EXACTLY_ONCE));
        for (int i = 0; i < 2; i++) {
            frames.pipeInput(new TestRecord<>("lobby", new byte[3], headers(0, 0, OptionalLong.empty()), 1L));
        }
        assertThat(deadletter.readRecordsToList()).hasSize(1);
    }

    /** It may be ahead of what was handed on: after a crash, a worker that counts outcomes once would pass over frames without any. */
    @Test
    void whereFramesMayBeHandledTwiceTheStateDoesNotSayThatTheyHaveBeen() {
        send("lobby", 0, 0);
        KeyValueStore<String, CameraMemory> store = driver.getKeyValueStore(AnalyzeProcessor.STORE);
        assertThat(store.get("lobby").handled()).isEqualTo(Handled.NOTHING);
    }

    @Test
    void nothingIsDroppedInReplayAndLatencyCountsFromReading() throws Exception {
        clockUs.set(START_US + 60_000_000);
        for (int i = 0; i < 5; i++) {
            frames.pipeInput(new TestRecord<>("clip", JPEG, headers(i, i * 40_000L, OptionalLong.of(START_US + 59_000_000)), 1L));
        }
        assertThat(read()).hasSize(5).allMatch(f -> f.dropped() == 0 && f.latencyUs() == 1_000_000);
    }

    @Test
    void anOldFrameThatIsRetriedIsAnalysedWhateverItsAgeAndDisturbsNobody() throws Exception {
        networks.person(100, 50, 80, 240);
        for (int i = 0; i < 5; i++) {
            send("lobby", i, 100_000L * i);
        }
        clockUs.set(START_US + 600_000_000);
        sendWithoutWaiting("lobby", 5, 500_000);
        KeyValueStore<String, CameraMemory> store = driver.getKeyValueStore(AnalyzeProcessor.STORE);
        CameraMemory before = store.get("lobby");
        retry("lobby", 1, 100_000);
        PoseFrame retried = read().get(5);
        assertThat(retried.seq()).isEqualTo(1);
        assertThat(retried.people()).as("with an id of their own").singleElement().matches(p -> p.track() == 2);
        assertThat(retried.dropped()).as("is told by the next live pose").isZero();
        assertThat(retried.latencyUs()).isEqualTo(2000);
        CameraMemory after = store.get("lobby");
        assertThat(after.tracking().nextTrack()).isEqualTo(3);
        assertThat(after.tracking().tracks()).isEqualTo(before.tracking().tracks());
        assertThat(after.tracking().timeUs()).isEqualTo(before.tracking().timeUs());
        assertThat(after.dropped()).isEqualTo(before.dropped()).isEqualTo(1);
        send("lobby", 6, 600_100_000);
        assertThat(read().get(0).dropped()).isEqualTo(1);
    }

    @Test
    void aRetriedFrameThatIsTheNextInTimeIsFollowedLikeAnyOther() throws Exception {
        networks.person(100, 50, 80, 240);
        for (int i = 0; i < 5; i++) {
            send("lobby", i, 100_000L * i);
        }
        retry("lobby", 5, 500_000);
        assertThat(read().get(5).people()).singleElement().matches(p -> p.track() == 1);
    }

    @Test
    void whatFailsAgainKeepsTheCountOfItsRetries() {
        Headers headers = headers(0, 0, OptionalLong.empty());
        headers.add("deadletter-retries", "2".getBytes(UTF_8));
        frames.pipeInput(new TestRecord<>("lobby", new byte[3], headers, 1L));
        assertThat(text(deadletter.readRecord().headers(), "deadletter-retries")).isEqualTo("2");
    }

    private void retry(String camera, long seq, long afterUs) {
        Headers headers = headers(seq, afterUs, OptionalLong.of(clockUs.get() - 2000));
        headers.add("deadletter-retries", "1".getBytes(UTF_8));
        frames.pipeInput(new TestRecord<>(camera, JPEG, headers, (START_US + afterUs) / 1000));
    }

    @Test
    void camerasAreRememberedApart() throws Exception {
        networks.person(100, 50, 80, 240);
        for (int i = 0; i < 5; i++) {
            send("a", i, 100_000L * i);
            sendWithoutWaiting("b", i, 100_000L * i);
        }
        assertThat(read().stream().filter(f -> f.seq() == 4)).hasSize(2).allMatch(f -> f.people().get(0).track() == 1);
    }

    @Test
    void framesOfACameraWhoseMemoryIsOfAnotherVersionAreBuriedAndOtherCamerasGoOn() throws Exception {
        byte[] foreign = {99, 1, 2, 3};
        remember("lobby", foreign);
        for (int i = 0; i < 3; i++) {
            send("lobby", i, 100_000L * i);
            send("yard", i, 100_000L * i);
        }
        List<TestRecord<String, byte[]>> buried = deadletter.readRecordsToList();
        assertThat(buried).hasSize(3).allMatch(r -> r.key().equals("lobby") && Arrays.equals(r.value(), JPEG));
        assertThat(text(buried.get(0).headers(), "deadletter-reason")).contains("camera lobby", "version 99 found, expected 2", "--application-id");
        assertThat(read()).hasSize(3).allMatch(f -> f.camera().equals("yard"));
        assertThat(bytes().get(Bytes.wrap("lobby".getBytes(UTF_8)))).as("untouched, for whoever can read it").isEqualTo(foreign);
    }

    @Test
    void aDamagedMemoryIsNotTakenForAnEmptyOne() {
        MemorySerde serde = new MemorySerde();
        byte[] whole = serde.serializer().serialize("t", CameraMemory.EMPTY);
        remember("lobby", Arrays.copyOf(whole, whole.length - 1));
        send("lobby", 0, 0);
        assertThat(text(deadletter.readRecord().headers(), "deadletter-reason")).contains("camera lobby", "cut short or damaged");
        assertThat(poses.isEmpty()).isTrue();
    }

    @Test
    void theMemorySurvivesItsSerialFormExactly() {
        driver.close();
        open(settings(Guarantee.EXACTLY_ONCE));
        networks.person(100, 50, 80, 240);
        for (int i = 0; i < 5; i++) {
            send("lobby", i, 100_000L * i);
        }
        KeyValueStore<String, CameraMemory> store = driver.getKeyValueStore(AnalyzeProcessor.STORE);
        CameraMemory memory = store.get("lobby");
        MemorySerde serde = new MemorySerde();
        assertThat(memory.tracking().tracks()).hasSize(1);
        assertThat(serde.deserializer().deserialize("t", serde.serializer().serialize("t", memory))).isEqualTo(memory);
    }

    @Test
    void betweenDetectionsThePersonIsFollowedWithoutTheDetector() throws Exception {
        networks.person(100, 50, 80, 240);
        for (int i = 0; i < 20; i++) {
            send("lobby", i, 50_000L * i);
        }
        assertThat(networks.detections()).as("a second of frames, with a period of half a second").isBetween(2, 3);
        assertThat(read().get(19).people()).hasSize(1);
    }

    /** As a restored changelog would have it. */
    private void remember(String camera, byte[] memory) {
        bytes().put(Bytes.wrap(camera.getBytes(UTF_8)), memory);
    }

    @SuppressWarnings("unchecked")
    private KeyValueStore<Bytes, byte[]> bytes() {
        return ((WrappedStateStore<KeyValueStore<Bytes, byte[]>, ?, ?>) (StateStore) driver.getKeyValueStore(AnalyzeProcessor.STORE)).wrapped();
    }

    private void send(String camera, long seq, long afterUs) {
        clockUs.set(START_US + afterUs + 20_000);
        sendWithoutWaiting(camera, seq, afterUs);
    }

    private void sendWithoutWaiting(String camera, long seq, long afterUs) {
        frames.pipeInput(new TestRecord<>(camera, JPEG, headers(seq, afterUs, OptionalLong.empty()), (START_US + afterUs) / 1000));
    }

    private List<PoseFrame> read() throws BadRecordException {
        List<PoseFrame> result = new ArrayList<>();
        for (byte[] value : poses.readValuesToList()) {
            result.add(PoseJson.read(value));
        }
        return result;
    }

    private static Headers headers(long seq, long afterUs, OptionalLong replayedUs) {
        return FrameHeaders.write(new Frame("any", SESSION, seq, new Picture(afterUs, START_US + afterUs, 640, 360, JPEG), 1, replayedUs));
    }

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }

    private static byte[] jpeg(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        image.getGraphics().setColor(Color.GRAY);
        image.getGraphics().fillRect(0, 0, width, height);
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(image, "jpg", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
