package dev.posestream.evaluation.bench;

import dev.posestream.evaluation.bench.WorkerGroup.Turn;
import dev.posestream.stream.StreamException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Whether a frame costs the same however the work is spread: over cameras, threads and processes. Processes of their own analyse replayed
 * frames, as fast as they can; each round has every case once, so that a slow minute hits all of them.
 */
final class ScalingBench {

    private static final Goal FLAT = Goal.atMost(1.25);
    private static final int LEAST_ROUNDS = 3;
    private static final Duration ROUND = Duration.ofSeconds(7);
    private static final int WARM_UP_TURNS = 2;

    /** One way to spread the work. */
    private record Case(int cameras, int threads, int processes) {

        String label() {
            return String.format(Locale.ROOT, "%d %s, %d x %d threads", cameras, cameras == 1 ? "camera" : "cameras", processes, threads);
        }
    }

    /** What is compared with what, over the rounds. */
    private record Pair(String series, Case candidate, Case baseline, Comparison cpu, Comparison rate) {

        Pair(String series, Case candidate, Case baseline) {
            this(series, candidate, baseline, new Comparison(), new Comparison());
        }
    }

    private final ScalingSettings settings;
    private final int threads;
    private final Duration effort;
    private final Consumer<String> progress;

    private ScalingBench(BenchSettings settings, Consumer<String> progress) {
        this.settings = settings.scaling();
        this.threads = settings.threads();
        this.effort = settings.effort();
        this.progress = progress;
    }

    static BenchReport run(KafkaStand kafka, Clip clip, Path folder, BenchSettings settings, Consumer<String> progress)
            throws BenchException, StreamException, IOException, InterruptedException {
        return new ScalingBench(settings, progress).run(kafka, clip, folder);
    }

    private BenchReport run(KafkaStand kafka, Clip clip, Path folder) throws BenchException, StreamException, IOException, InterruptedException {
        List<Pair> pairs = pairs();
        int partitions = Math.max(settings.most(), 2 * threads);
        Map<List<Integer>, WorkerGroup> groups = new LinkedHashMap<>();
        Deque<WorkerGroup> opened = new ArrayDeque<>();
        try {
            for (Case each : cases(pairs)) {
                List<Integer> shape = List.of(each.processes(), each.threads());
                if (!groups.containsKey(shape)) {
                    progress.accept("scaling: starting and warming up " + each.processes() + " x " + each.threads() + " threads");
                    WorkerGroup group = new WorkerGroup(kafka, clip, settings, each.processes(), each.threads(), partitions, folder);
                    opened.push(group);
                    groups.put(shape, group);
                    WarmUp warmUp = new WarmUp(effort);
                    for (int turn = 0; turn < WARM_UP_TURNS || !warmUp.done(); turn++) {
                        group.run(settings.most());
                    }
                }
            }
            long rounds = Math.max(LEAST_ROUNDS, effort.dividedBy(ROUND));
            for (int round = 1; round <= rounds; round++) {
                Map<Case, Turn> turns = new LinkedHashMap<>();
                for (Case each : cases(pairs)) {
                    Turn turn = groups.get(List.of(each.processes(), each.threads())).run(each.cameras());
                    turns.put(each, turn);
                    progress.accept(String.format(Locale.ROOT, "scaling, round %d, %s: %.1f ms of CPU a frame, %.1f frames/s", round, each.label(), turn.cpuMs(),
                            turn.framesPerSecond()));
                }
                for (Pair pair : pairs) {
                    Turn candidate = turns.get(pair.candidate());
                    Turn baseline = turns.get(pair.baseline());
                    pair.cpu().add(candidate.cpuMs(), baseline.cpuMs());
                    pair.rate().add(candidate.framesPerSecond(), baseline.framesPerSecond());
                }
            }
        } finally {
            opened.forEach(WorkerGroup::close);
        }
        return report(pairs, clip);
    }

    private List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        Case one = new Case(settings.cameras().get(0), threads, 1);
        settings.cameras().forEach(cameras -> pairs.add(new Pair("cameras", new Case(cameras, threads, 1), one)));
        TreeSet<Integer> counts = new TreeSet<>(List.of(1, threads));
        for (int count = 2; count < threads; count *= 2) {
            counts.add(count);
        }
        Case thread = new Case(settings.most(), 1, 1);
        counts.forEach(count -> pairs.add(new Pair("threads", new Case(settings.most(), count, 1), thread)));
        int half = Math.max(1, threads / 2);
        Case process = new Case(settings.most(), half, 1);
        pairs.add(new Pair("processes", process, process));
        pairs.add(new Pair("processes", new Case(settings.most(), half, 2), process));
        return pairs;
    }

    private static List<Case> cases(List<Pair> pairs) {
        return pairs.stream().map(Pair::candidate).distinct().toList();
    }

    private static BenchReport report(List<Pair> pairs, Clip clip) {
        List<Row> rows = new ArrayList<>();
        for (Pair pair : pairs) {
            boolean itself = pair.candidate().equals(pair.baseline());
            String name = pair.series() + ": " + pair.candidate().label();
            rows.add(itself ? pair.cpu().row(name, "ms/frame") : pair.cpu().row(name, "ms/frame", FLAT));
            rows.add(pair.rate().row(name, "frames/s"));
        }
        return new BenchReport(rows, List.of(String.format(Locale.ROOT, "Scaling: %d frames of %s a turn, replayed, analysed by processes of their own against "
                + "one broker; ms/frame is the CPU time of these processes alone. The baseline of each series is its first line.", clip.pictures().size(), clip.size())));
    }
}
