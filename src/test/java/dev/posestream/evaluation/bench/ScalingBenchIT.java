package dev.posestream.evaluation.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.posestream.analysis.AnalysisSettings;
import dev.posestream.camera.synthetic.SceneKind;
import dev.posestream.camera.synthetic.SyntheticOptions;
import dev.posestream.evaluation.process.PoseStreamProcess;
import dev.posestream.inference.InferenceSettings;
import dev.posestream.testing.BuiltJar;
import dev.posestream.tracking.Smoothing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With processes of the built jar. */
class ScalingBenchIT {

    @TempDir
    Path folder;

    @Test
    void camerasThreadsAndProcessesAreComparedInOneRun() throws Exception {
        BenchReport report = new Bench(settings(PoseStreamProcess.command(BuiltJar.path(), List.of("-Xmx512m"), List.of())), line -> { }).run();

        assertThat(report.rows()).extracting(Row::name).containsExactly("cameras: 1 camera, 1 x 1 threads", "cameras: 1 camera, 1 x 1 threads",
                "cameras: 2 cameras, 1 x 1 threads", "cameras: 2 cameras, 1 x 1 threads",
                "threads: 2 cameras, 1 x 1 threads", "threads: 2 cameras, 1 x 1 threads",
                "processes: 2 cameras, 1 x 1 threads", "processes: 2 cameras, 1 x 1 threads",
                "processes: 2 cameras, 2 x 1 threads", "processes: 2 cameras, 2 x 1 threads");
        assertThat(report.rows()).allSatisfy(row -> {
            assertThat(row.candidate()).isPositive().isFinite();
            assertThat(row.rounds()).hasSize(3);
        });
    }

    @Test
    void aWorkerThatEndsIsQuoted() throws Exception {
        Bench bench = new Bench(settings(PoseStreamProcess.command(folder.resolve("none.jar"), List.of(), List.of())), line -> { });
        assertThatThrownBy(bench::run).isInstanceOf(BenchException.class).hasMessageContaining("exit code 1").hasMessageContaining("none.jar");
    }

    private BenchSettings settings(List<String> program) throws BenchException {
        Path clip = folder.resolve("clip.mp4");
        DrawnClip.write(clip, new SyntheticOptions(1, 15, 320, 192, SceneKind.WALK, 1, OptionalLong.of(8), OptionalDouble.empty()));
        return new BenchSettings(Set.of(BenchPart.SCALING), Optional.of(clip), 1, "dite-hrnet-18", Duration.ofSeconds(1), 1, InferenceSettings.DEFAULT,
                AnalysisSettings.DEFAULT, Smoothing.ONE_EURO,
                new ScalingSettings(List.of(1, 2), program, List.of("--device", "cpu", "--pose-model", "movenet-lightning")));
    }
}
