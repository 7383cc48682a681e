package dev.posestream.evaluation.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.posestream.analysis.AnalysisSettings;
import dev.posestream.camera.synthetic.SceneKind;
import dev.posestream.camera.synthetic.SyntheticOptions;
import dev.posestream.inference.Device;
import dev.posestream.inference.InferenceSettings;
import dev.posestream.tracking.Smoothing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {

    private static final int CLIP_FRAMES = 40;

    @TempDir
    Path folder;

    @Test
    void allPartsGiveNumbersOnATinyClip() throws Exception {
        List<String> progress = new ArrayList<>();
        BenchReport report = new Bench(settings(EnumSet.complementOf(EnumSet.of(BenchPart.SCALING)), clip()), progress::add).run();

        assertThat(report.rows()).extracting(Row::name).hasSize(16).doesNotHaveDuplicates();
        assertThat(report.rows()).allSatisfy(row -> {
            assertThat(row.candidate()).as(row.name()).isPositive().isFinite();
            assertThat(row.baseline()).as(row.name()).isPositive().isFinite();
            assertThat(row.ratio()).as(row.name()).isPositive().isFinite();
        });
        assertThat(report.rows()).filteredOn(row -> row.goal().isPresent()).hasSize(6)
                .allSatisfy(row -> assertThat(row.rounds()).hasSizeGreaterThanOrEqualTo(3));
        assertThat(report.notes()).hasSize(4);
        assertThat(report.notes().get(0)).contains(CLIP_FRAMES + " frames of 320x192");
        assertThat(progress).isNotEmpty();
        assertThat(BenchTable.of(report)).contains(report.rows().get(0).name()).contains(">= 0.70");
    }

    @Test
    void aVideoThatIsNoneIsNamedInTheError() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.mp4"), "no video");
        Bench bench = new Bench(settings(Set.of(BenchPart.CAPTURE), text), line -> { });
        assertThatThrownBy(bench::run).isInstanceOf(BenchException.class).hasMessageContaining("notes.mp4");
    }

    @Test
    void theJsonHoldsWhatTheTableShows() throws Exception {
        BenchReport report = new BenchReport(List.of(
                new Row("a", "ms", 3, 2, 1.5, List.of(1.4, 1.5, 1.9), Optional.of(Goal.atMost(1.3))),
                new Row("b", "ms", 3, 2, 1.5, List.of(), Optional.empty())), List.of("how"));
        BenchJson.write(report, settings(Set.of(BenchPart.NETWORK), folder.resolve("none.mp4")), folder.resolve("r.json"));
        JsonNode json = new ObjectMapper().readTree(folder.resolve("r.json").toFile());
        assertThat(json.at("/rows/0/name").asText()).isEqualTo("a");
        assertThat(json.at("/rows/0/ratio").asDouble()).isEqualTo(1.5);
        assertThat(json.at("/rows/0/rounds/2").asDouble()).isEqualTo(1.9);
        assertThat(json.at("/rows/0/met").asBoolean()).isFalse();
        assertThat(json.at("/rows/1").has("goal")).isFalse();
        assertThat(json.at("/notes/0").asText()).isEqualTo("how");
        assertThat(BenchTable.of(report)).contains("1.40-1.90").contains("missed");
    }

    @Test
    void aRatioAtTheBoundMeetsItsGoal() {
        assertThat(Goal.atMost(1.3).met(1.3)).isTrue();
        assertThat(Goal.atMost(1.3).met(1.31)).isFalse();
        assertThat(Goal.atLeast(0.7).met(0.7)).isTrue();
        assertThat(Goal.atLeast(0.7).met(0.69)).isFalse();
    }

    @Test
    void theRatioOfRoundsIsTheMedianOfTheirRatios() {
        Comparison comparison = new Comparison();
        comparison.add(10, 10);
        comparison.add(90, 30);
        comparison.add(40, 20);
        Row row = comparison.row("x", "ms", Goal.atMost(1));
        assertThat(row.ratio()).isEqualTo(2);
        assertThat(row.candidate()).isEqualTo(40);
        assertThat(row.baseline()).isEqualTo(20);
    }

    @Test
    void aHighPercentileIsOneOfTheSample() {
        Percentiles hundred = new Percentiles(java.util.stream.IntStream.rangeClosed(1, 100).boxed().toList());
        assertThat(hundred.at(50)).isEqualTo(50.5);
        assertThat(hundred.at(95)).isEqualTo(95);
        assertThat(hundred.at(99)).isEqualTo(99);
        assertThat(new Percentiles(List.of(7)).at(99)).isEqualTo(7);
    }

    @Test
    void anUnknownPartIsRefusedByName() {
        assertThat(BenchPart.parse("latency, capture")).containsExactlyInAnyOrder(BenchPart.CAPTURE, BenchPart.LATENCY);
        assertThatThrownBy(() -> BenchPart.parse("capture,speed")).hasMessageContaining("'speed'").hasMessageContaining("capture,analysis,latency,network,scaling");
    }

    private Path clip() throws BenchException {
        Path clip = folder.resolve("clip.mp4");
        DrawnClip.write(clip, new SyntheticOptions(2, 15, 320, 192, SceneKind.WALK, 1, OptionalLong.of(CLIP_FRAMES), OptionalDouble.empty()));
        return clip;
    }

    private static BenchSettings settings(Set<BenchPart> parts, Path clip) {
        return new BenchSettings(parts, Optional.of(clip), 2, "dite-hrnet-18", Duration.ofSeconds(1), 2,
                InferenceSettings.DEFAULT.withDevice(Device.CPU).withPoseModel("movenet-lightning"), AnalysisSettings.DEFAULT, Smoothing.ONE_EURO,
                new ScalingSettings(List.of(1, 2), List.of("java"), List.of()));
    }
}
