package dev.posestream.evaluation.bench;

import dev.posestream.evaluation.bench.WorkLog.Work;
import dev.posestream.inference.InferenceException;
import dev.posestream.stream.StreamException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Compares the analysis of frames that lie on the topic with {@link BareAnalysis} doing the same runs of the networks, in turn:
 * while one works, the other waits.
 */
final class AnalysisBench {

    private static final Goal GOAL = Goal.atLeast(0.7);
    private static final int ROUNDS = 8;
    private static final int LEAST_ROUNDS = 3;
    private static final int MOST_STARVED = 3;
    private static final long PATIENCE_MS = 15_000;
    private static final String NO_OTHERS = "none";

    private final AnalysisStand stand;
    private final int threads;
    private final AnalysisFigures figures = new AnalysisFigures();
    private final Consumer<String> progress;
    private long starved;

    AnalysisBench(AnalysisStand stand, int threads, Consumer<String> progress) {
        this.stand = stand;
        this.threads = threads;
        this.progress = progress;
    }

    /** One turn of the analysis. */
    private record Round(long frames, long nanos, double cpuMs, long personNanos, long poseNanos, Work work) {
        double framesPerSecond() {
            return frames * 1e9 / nanos;
        }
    }

    Throughput run(Duration effort) throws BenchException, StreamException, InferenceException, IOException, InterruptedException {
        Round last = warmUp(effort.dividedBy(2));
        long roundMs = Math.max(250, effort.toMillis() / ROUNDS);
        Comparison comparison = new Comparison();
        Comparison frameMs = new Comparison();
        Comparison cpu = new Comparison();
        long frames = 0;
        long detections = 0;
        long crops = 0;
        long analysisNanos = 0;
        long networkNanos = -personNanos() - poseNanos();
        long passed = stand.gate().passed();
        long poseBytes = stand.storedPoses();
        long stateBytes = stand.storedState();
        for (long spentMs = 0; comparison.rounds() < LEAST_ROUNDS || spentMs < effort.toMillis(); spentMs += roundMs) {
            last = round(roundMs, last.framesPerSecond());
            CpuTime beforeBare = CpuTime.now(NO_OTHERS);
            long bareNanos = stand.bare().run(last.work());
            double bareCpuMs = CpuTime.now(NO_OTHERS).since(beforeBare).processNanos() / 1e6;
            cpu.add(last.cpuMs() / last.frames(), bareCpuMs / last.frames());
            double bareRate = last.frames() * 1e9 / bareNanos;
            comparison.add(last.framesPerSecond(), bareRate);
            frameMs.add(threads * 1000.0 / last.framesPerSecond(), threads * 1000.0 / bareRate);
            frames += last.frames();
            detections += last.work().detections();
            crops += last.work().crops();
            analysisNanos += last.nanos();
            figures.add(last.frames(), last.nanos() * threads, last.cpuMs(), last.personNanos(), last.poseNanos(), last.work());
            progress.accept(String.format(Locale.ROOT, "analysis, round %d: %.1f frames/s, bare loop %.1f", comparison.rounds(), last.framesPerSecond(),
                    bareRate));
        }
        networkNanos += personNanos() + poseNanos();
        passed = stand.gate().passed() - passed;
        figures.stored(passed, stand.storedPoses() - poseBytes, stand.storedState() - stateBytes);
        stand.gate().open();
        String note = String.format(Locale.ROOT, "Analysis: %d frames, %d runs of the person network, %d crops (%.2f a frame), %d threads, %d cameras, "
                        + "%s; %.0f %% of its threads' time was in the networks. The baseline runs the same networks as often, on inputs made ahead, "
                        + "in %d threads and pose batches of %d.", frames, detections, crops, (double) crops / frames, threads, stand.feed().cameras(),
                stand.networks().device(), 100.0 * networkNanos / analysisNanos / threads, threads, stand.bare().batch());
        return new Throughput(new BenchReport(List.of(comparison.row("analysis, throughput", "frames/s", GOAL),
                cpu.row("analysis, CPU, broker included", "ms/frame")), List.of(note)),
                comparison.candidate(), frameMs.baseline(), figures);
    }

    private Round warmUp(Duration least) throws BenchException, InterruptedException {
        progress.accept("analysis: warming up");
        stand.bare().tune();
        long before = stand.gate().passed();
        long warm = before + 8L * stand.feed().cameras();
        long started = System.nanoTime();
        WarmUp warmUp = new WarmUp(least);
        while (stand.gate().passed() < warm || !warmUp.done()) {
            fill(4L * stand.feed().cameras());
            TimeUnit.MILLISECONDS.sleep(20);
        }
        double rate = (stand.gate().passed() - before) * 1e9 / (System.nanoTime() - started);
        fill(8L * stand.feed().cameras());
        close();
        return round(500, rate);
    }

    /** @param rate frames a second to be expected */
    private Round round(long millis, double rate) throws BenchException, InterruptedException {
        while (true) {
            // Every thread has its own cameras, so there is more than enough for each of them.
            fill((long) (3 * rate * millis / 1000) + 8L * stand.feed().cameras());
            long before = stand.gate().passed();
            stand.log().take();
            CpuTime cpu = CpuTime.now(NO_OTHERS);
            long person = personNanos();
            long pose = poseNanos();
            stand.gate().open();
            TimeUnit.MILLISECONDS.sleep(millis);
            long nanos = close();
            if (nanos > 0) {
                return new Round(stand.gate().passed() - before, nanos, CpuTime.now(NO_OTHERS).since(cpu).processNanos() / 1e6,
                        personNanos() - person, poseNanos() - pose, stand.log().take());
            }
        }
    }

    private long close() throws BenchException, InterruptedException {
        long nanos = stand.gate().close(PATIENCE_MS);
        if (nanos < 0 && ++starved > MOST_STARVED) {
            throw new BenchException("the analysis' threads do not come to their next frame within " + PATIENCE_MS + " ms");
        }
        return nanos;
    }

    /** Publishes until so many frames wait. */
    private void fill(long frames) throws BenchException, InterruptedException {
        stand.feed().publishUpTo(stand.gate().passed() + frames);
    }

    private long personNanos() {
        return stand.networks().personStats().runNanos();
    }

    private long poseNanos() {
        return stand.networks().poseStats().runNanos();
    }
}
