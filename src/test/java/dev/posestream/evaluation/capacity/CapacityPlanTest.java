package dev.posestream.evaluation.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Every expected number is worked out by hand from the round figures of {@link #machine()}. */
class CapacityPlanTest {

    private static final Offset<Double> CLOSE = within(0.001);

    @Test
    void aFrameCostsItsParts() {
        CapacityPlan plan = CapacityPlan.of(load(20, 5, 2), machine());
        // 5 decoding + 15 rest + 2 × 20 + 2 / 5 × 100
        assertThat(value(plan, "a frame")).isEqualTo(100, CLOSE);
        assertThat(value(plan, "a pose's record")).isEqualTo(400 + 2 * 500);
        assertThat(value(plan, "a frame's record")).isEqualTo(100_000);
    }

    @Test
    void workersHaveTheHeadroomAskedFor() {
        CapacityPlan plan = CapacityPlan.of(load(20, 5, 2), machine());
        // 100 frames/s × 100 ms are 10 threads, half of 20, which are 5 machines of 4; their fullest thread has 3 cameras and can take
        // 2, although by scipy no worker has more than it can take. The first with 2 at most are 44 threads.
        assertThat(value(plan, "workers, where cameras spread evenly")).isEqualTo(5);
        assertThat(value(plan, "cameras of the fullest thread")).isEqualTo(2);
        assertThat(value(plan, "part of its time that these take")).isEqualTo(1, CLOSE);
        assertThat(plan.analyze()).isEqualTo(11);
        assertThat(plan.threads()).isEqualTo(4);
        assertThat(plan.partitions()).isEqualTo(88);
        // 100 × 10 ms is a core, half of 2, on machines of 4
        assertThat(plan.ingest()).isEqualTo(1);
        assertThat(plan.problems()).isEmpty();
    }

    @Test
    void brokersCarryEveryCopyAndEveryReader() {
        CapacityPlan plan = CapacityPlan.of(load(20, 5, 2), machine());
        // 100 /s × (100000 + 1400 + 4000) bytes
        assertThat(value(plan, "in")).isEqualTo(10_540_000 / 1048576.0, CLOSE);
        assertThat(value(plan, "replicated, in and out again")).isEqualTo(2 * 10_540_000 / 1048576.0, CLOSE);
        // a dashboard reads 4 of 88 partitions of frames, and all poses
        assertThat(value(plan, "out to dashboards")).isEqualTo((454_545 + 140_000) / 1048576.0, CLOSE);
        assertThat(value(plan, "out")).isEqualTo((2 * 10_540_000 + 10_000_000 + 400_000 + 594_545) / 1048576.0, CLOSE);
        assertThat(plan.brokers()).as("one for each copy").isEqualTo(3);
    }

    @Test
    void aSlowNetworkNeedsMoreBrokers() {
        // 32.07 million bytes/s out are 257 Mbit/s; of 100 Mbit/s half is free
        Load load = new Load(20, 5, 2, OptionalLong.empty(), OptionalInt.empty(), Duration.ofMillis(500), Duration.ofMinutes(30), OptionalLong.empty(),
                Duration.ofDays(7), 3, 1, 0.5, 1, 4, 100);
        assertThat(CapacityPlan.of(load, machine()).brokers()).isEqualTo(6);
    }

    @Test
    void framesAreKeptByTimeAndBytes() {
        CapacityPlan plan = CapacityPlan.of(load(20, 5, 2), machine());
        assertThat(value(plan, "frames, by time")).isEqualTo(10_000_000.0 * 1800 * 1.25 / (1 << 30), CLOSE);
        // by chance 2 cameras on the fullest of 88 partitions: 1 MB/s × 1800 s × 1.25 = 2145.8 MB, 34 steps of 64 MB
        assertThat(plan.framesBytes()).isEqualTo(34L * (64 << 20));
        // a day of poses is 11.265 GB: 7 of them, and 7 days more, which is less than a segment each of 88 partitions
        assertThat(value(plan, "poses kept")).isEqualTo(2 * 7 * 140_000 * 86_400.0 / (1 << 30), CLOSE);
        // 88 partitions × 48 MB
        assertThat(value(plan, "state")).isEqualTo(4.125, CLOSE);
        assertThat(plan.diskGb()).isEqualTo(3 * (20.955 + 157.712 + 4.125), within(0.01));
    }

    @Test
    void aBoundOnBytesShortensHowLongFramesAreKept() {
        Load load = new Load(20, 5, 2, OptionalLong.empty(), OptionalInt.empty(), Duration.ofMillis(500), Duration.ofMinutes(30), OptionalLong.of(150 << 20),
                Duration.ofDays(7), 3, 1, 0.5, 1, 4, 1000);
        CapacityPlan plan = CapacityPlan.of(load, machine());
        // 150 MB at a million bytes a second
        assertThat(value(plan, "with which the fullest partition keeps frames for")).isEqualTo(157.286, CLOSE);
        assertThat(value(plan, "frames kept")).isEqualTo(88 * 150 * 1.125 / 1024, CLOSE);
    }

    @Test
    void oneMachineTakesWhatItsCoresTake() {
        // 4000 ms for 4 cameras, less 2 × 100 for the person network, by 10 capture + 1 broker + 60 analysis
        assertThat(value(CapacityPlan.of(load(4, 5, 2), machine()), "these cameras at once, nothing dropped, up to about")).isEqualTo(800 / 71.0, CLOSE);
    }

    @Test
    void oneMachineIsProposedWhereItDoesTheWholeLoad() {
        // (4000 - 200) / 71 are 53.5 fps, half of them 26.8; 20 cameras need 11 machines
        assertThat(CapacityPlan.of(load(1, 5, 2), machine()).oneMachine()).isTrue();
        assertThat(PlanText.of(CapacityPlan.of(load(1, 5, 2), machine()))).contains("Or one machine like this", "posestream run");
        assertThat(CapacityPlan.of(load(20, 5, 2), machine()).oneMachine()).isFalse();
        assertThat(PlanText.of(CapacityPlan.of(load(20, 5, 2), machine()))).doesNotContain("Or one machine");
    }

    @Test
    void whatWillNotDoIsSaidFirstAndNothingIsProposed() {
        assertThat(PlanText.of(CapacityPlan.of(load(2, 40, 2), machine()))).startsWith("IT WILL NOT DO: a camera of 40 fps").doesNotContain("Needed", "Or one machine");
    }

    @Test
    void smallerPicturesAreCheaperToDecodeAndToKeepButNotToCapture() {
        Load load = new Load(20, 5, 2, OptionalLong.empty(), OptionalInt.of(640), Duration.ofMillis(500), Duration.ofMinutes(30), OptionalLong.empty(),
                Duration.ofDays(7), 3, 1, 0.5, 1, 4, 1000);
        CapacityPlan plan = CapacityPlan.of(load, machine());
        assertThat(value(plan, "a frame's record")).isEqualTo(99_750 / 4.0 + 250);
        assertThat(value(plan, "a frame")).isEqualTo(100 - 5 * 0.75, CLOSE);
        assertThat(value(plan, "cores")).isEqualTo(1, CLOSE);
    }

    @Test
    void aRareDetectorCostsLess() {
        Load load = new Load(20, 5, 2, OptionalLong.of(200_000), OptionalInt.empty(), Duration.ofSeconds(2), Duration.ofMinutes(30), OptionalLong.empty(),
                Duration.ofDays(7), 3, 1, 0.5, 1, 4, 1000);
        CapacityPlan plan = CapacityPlan.of(load, machine());
        assertThat(value(plan, "runs of the person network")).isEqualTo(0.5);
        assertThat(value(plan, "a frame")).isEqualTo(70, CLOSE);
        assertThat(value(plan, "a frame's record")).isEqualTo(200_250);
    }

    @Test
    void aCameraThatIsTooFastForTheMachineIsSaidSo() {
        // 5 + 15 + 40 + 2 / 40 × 100 = 65 ms, twice as fast alone: 30.8 fps
        assertThat(CapacityPlan.of(load(2, 40, 2), machine()).problems()).singleElement().asString().contains("a camera of 40 fps", "30.77");
    }

    @Test
    void aCameraThatHasAWorkerForItselfMayTakeMoreThanAThread() {
        // 5 + 15 + 40 + 2 / 25 × 100 = 68 ms are 1.7 threads; twice as fast alone: 29.4 fps
        assertThat(CapacityPlan.of(load(1, 25, 2), machine()).problems()).isEmpty();
    }

    @Test
    void anOverfullThreadIsSaidSo() {
        MeasuredMachine small = new MeasuredMachine("p", 1, "m", "d", with(Figure.THREADS, 1));
        // 60 ms + 2 / 9 × 100 are 0.74 threads a camera, so nobody may have two; by scipy, of 30 workers some one has 3
        assertThat(CapacityPlan.of(load(20, 9, 2), small).problems()).singleElement().asString().contains("fullest of 30 threads", "3 cameras", "work for 2.22 threads");
    }

    @Test
    void theJsonHoldsEveryLineAndWhatIsNeeded() throws Exception {
        CapacityPlan plan = CapacityPlan.of(load(20, 5, 2), machine());
        JsonNode json = new ObjectMapper().readTree(PlanJson.of(plan));
        assertThat(json.at("/needed/analyze").asInt()).isEqualTo(11);
        assertThat(json.at("/needed/partitions").asInt()).isEqualTo(88);
        assertThat(json.at("/sections/0/lines/0/arithmetic").asText()).isEqualTo("20 cameras × 5 fps");
        assertThat(json.at("/sections/0/lines/0/value").asDouble()).isEqualTo(100);
        assertThat(PlanText.of(plan)).contains("20 cameras × 5 fps = 100 frames/s", "11 for analyze");
    }

    @Test
    void impossibleNumbersAreRefused() {
        assertThatThrownBy(() -> load(0, 5, 2)).hasMessage("cameras is 0, expected 1 to 100000");
        assertThatThrownBy(() -> load(5, 0, 2)).hasMessageContaining("fps is 0");
        assertThatThrownBy(() -> load(5, Double.NaN, 2)).hasMessageContaining("fps");
        assertThatThrownBy(() -> load(5, 5, -1)).hasMessageContaining("people is -1");
    }

    private static double value(CapacityPlan plan, String line) {
        return plan.sections().stream().flatMap(section -> section.lines().stream()).filter(each -> each.name().equals(line)).findFirst().orElseThrow().value();
    }

    private static Load load(int cameras, double fps, double people) {
        return new Load(cameras, fps, people, OptionalLong.empty(), OptionalInt.empty(), Duration.ofMillis(500), Duration.ofMinutes(30), OptionalLong.empty(),
                Duration.ofDays(7), 3, 1, 0.5, 1, 4, 1000);
    }

    private static MeasuredMachine machine() {
        return new MeasuredMachine("a processor", 4, "networks", "today", with(Figure.THREADS, 4));
    }

    private static Map<Figure, Double> with(Figure changed, double value) {
        Map<Figure, Double> figures = new EnumMap<>(Map.ofEntries(Map.entry(Figure.FRAME_BYTES, 99_750.0), Map.entry(Figure.FRAME_WIDTH, 1280.0),
                Map.entry(Figure.FRAME_HEIGHT, 720.0), Map.entry(Figure.CAPTURE_CPU_MS, 10.0), Map.entry(Figure.BROKER_CPU_MS, 1.0),
                Map.entry(Figure.FRAMES_PER_SECOND, 40.0), Map.entry(Figure.PEOPLE, 2.0), Map.entry(Figure.DETECTOR_PERIOD_MS, 500.0),
                Map.entry(Figure.DETECTIONS_PER_SECOND, 2.0), Map.entry(Figure.DECODE_MS, 5.0), Map.entry(Figure.DETECTOR_MS, 100.0),
                Map.entry(Figure.POSE_MS, 20.0), Map.entry(Figure.REST_MS, 15.0), Map.entry(Figure.LONE_SPEED_UP, 2.0),
                Map.entry(Figure.POSE_BASE_BYTES, 400.0), Map.entry(Figure.POSE_PERSON_BYTES, 500.0), Map.entry(Figure.STATE_PERSON_BYTES, 2000.0)));
        figures.put(changed, value);
        return figures;
    }
}
