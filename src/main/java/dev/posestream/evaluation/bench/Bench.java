package dev.posestream.evaluation.bench;

import dev.posestream.camera.synthetic.SceneKind;
import dev.posestream.camera.synthetic.SyntheticOptions;
import dev.posestream.evaluation.capacity.Figure;
import dev.posestream.inference.InferenceException;
import dev.posestream.network.BadModelException;
import dev.posestream.stream.StreamException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Measures PoseStream against programs that do the bare minimum, in the same process and in turn, so that the ratios hold
 * on a machine that does other things too. Uses nothing but the program itself and a temporary folder.
 */
public final class Bench {

    private static final double FPS = 15;
    private static final int CLIP_FRAMES = 150;

    private final BenchSettings settings;
    private final Consumer<String> progress;

    /** @param progress is told what is going on, a line each */
    public Bench(BenchSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * @throws BenchException when the clip can't be read, or something does not get on
     */
    public BenchReport run() throws BenchException, StreamException, BadModelException, InferenceException, IOException, InterruptedException {
        List<BenchReport> reports = new ArrayList<>();
        if (!Set.of(BenchPart.NETWORK).equals(settings.parts())) {
            runOnClip(reports);
        }
        if (settings.has(BenchPart.NETWORK)) {
            reports.add(NetworkBench.run(settings, progress));
        }
        return joined(reports);
    }

    private void runOnClip(List<BenchReport> reports)
            throws BenchException, StreamException, BadModelException, InferenceException, IOException, InterruptedException {
        try (TemporaryFolder folder = new TemporaryFolder("posestream-bench-")) {
            Clip clip = Clip.read(settings.clip().isPresent() ? settings.clip().get() : drawn(folder.path().resolve("clip.mp4")));
            try (KafkaStand kafka = new KafkaStand(folder.path().resolve("data"))) {
                if (settings.has(BenchPart.CAPTURE)) {
                    reports.add(CaptureBench.run(kafka, clip, settings.effort(), progress));
                }
                if (settings.has(BenchPart.SCALING)) {
                    reports.add(ScalingBench.run(kafka, clip, folder.path(), settings, progress));
                }
                if (settings.has(BenchPart.ANALYSIS) || settings.has(BenchPart.LATENCY)) {
                    analyse(kafka, folder.path().resolve("streams"), clip, reports);
                }
            }
        }
    }

    private void analyse(KafkaStand kafka, Path stateFolder, Clip clip, List<BenchReport> reports)
            throws BenchException, StreamException, BadModelException, InferenceException, IOException, InterruptedException {
        progress.accept("analysis: loading the networks");
        try (AnalysisStand stand = new AnalysisStand(kafka, stateFolder, clip, settings)) {
            Throughput throughput = new AnalysisBench(stand, settings.threads(), progress).run(settings.effort());
            if (settings.has(BenchPart.ANALYSIS)) {
                reports.add(throughput.report());
            }
            LatencyBench.drain(stand);
            if (settings.has(BenchPart.ANALYSIS)) {
                progress.accept("analysis: one camera alone");
                reports.add(new BenchReport(List.of(), List.of(), throughput.figures().measured(stand)));
            }
            if (settings.has(BenchPart.LATENCY)) {
                reports.add(LatencyBench.run(stand, clip, throughput, settings.effort(), progress));
            }
        }
    }

    private Path drawn(Path file) throws BenchException {
        progress.accept("drawing a clip of " + settings.people() + " people");
        DrawnClip.write(file, new SyntheticOptions(settings.people(), FPS, 1280, 720, SceneKind.WALK, 1, OptionalLong.of(CLIP_FRAMES),
                OptionalDouble.empty()));
        return file;
    }

    private static BenchReport joined(List<BenchReport> reports) {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        reports.forEach(report -> figures.putAll(report.figures()));
        return new BenchReport(reports.stream().flatMap(r -> r.rows().stream()).toList(), reports.stream().flatMap(r -> r.notes().stream()).toList(),
                figures);
    }
}
