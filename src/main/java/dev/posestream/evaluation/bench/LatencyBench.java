package dev.posestream.evaluation.bench;

import dev.posestream.camera.CameraRunner;
import dev.posestream.camera.CameraSources;
import dev.posestream.stream.StreamException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** How old poses are when a consumer has them: live cameras that together give half the frames that the analysis can take. */
final class LatencyBench {

    private static final double LOAD = 0.5;
    private static final int LEAST_CAMERAS = 2;
    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private LatencyBench() {}

    static BenchReport run(AnalysisStand stand, Clip clip, Throughput throughput, Duration effort, Consumer<String> progress)
            throws BenchException, StreamException, InterruptedException {
        double total = throughput.framesPerSecond() * LOAD;
        int cameras = Math.max(LEAST_CAMERAS, (int) Math.ceil(total / clip.fps()));
        progress.accept(String.format(Locale.ROOT, "latency: %d live cameras, %.1f frames/s in all", cameras, total));
        List<CameraRunner> runners = new ArrayList<>();
        try (PoseArrivals arrivals = new PoseArrivals(stand.kafka(), AnalysisStand.TOPICS.poses())) {
            for (String name : stand.liveCameras(cameras)) {
                CameraRunner runner = new CameraRunner(clip.camera(name, false, true, total / cameras), new CameraSources(Map.of()), stand.publisher());
                runners.add(runner);
                runner.start();
                // Cameras don't tick together.
                follow(arrivals, Duration.ofNanos((long) (1e9 / total)));
            }
            follow(arrivals, SETTLE);
            arrivals.clear();
            long started = System.nanoTime();
            follow(arrivals, effort);
            double seconds = (System.nanoTime() - started) / 1e9;
            return report(arrivals, throughput, cameras, seconds);
        } finally {
            runners.forEach(CameraRunner::close);
        }
    }

    private static BenchReport report(PoseArrivals arrivals, Throughput throughput, int cameras, double seconds) throws BenchException {
        if (arrivals.frames() == 0) {
            throw new BenchException("no poses came from the live cameras; the log says why");
        }
        List<Row> rows = new ArrayList<>();
        add(rows, "latency, capture to consumer", arrivals.ages(), throughput.bareFrameMs());
        add(rows, "latency, as records say (latencyUs)", arrivals.latencies(), throughput.bareFrameMs());
        return new BenchReport(rows, List.of(String.format(Locale.ROOT, "Latency: %d cameras, %.1f frames/s in all, %d poses in %.0f s with %.2f people each, "
                        + "%d frames dropped. The baseline is the time that the networks' runs for one frame take one thread of the bare loop.",
                cameras, arrivals.frames() / seconds, arrivals.frames(), seconds, (double) arrivals.people() / arrivals.frames(), arrivals.dropped())));
    }

    private static void add(List<Row> rows, String name, Percentiles us, double bareMs) {
        for (int percent : new int[] {50, 95, 99}) {
            double ms = us.at(percent) / 1000;
            rows.add(new Row(name + " p" + percent, "ms", ms, bareMs, ms / bareMs, List.of(), Optional.empty()));
        }
    }

    private static void follow(PoseArrivals arrivals, Duration time) throws BenchException, InterruptedException {
        for (long until = System.nanoTime() + time.toNanos(); System.nanoTime() < until; ) {
            arrivals.poll();
        }
    }

    /** Lets the analysis finish what the replay has left. */
    static void drain(AnalysisStand stand) throws BenchException, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (stand.gate().passed() < stand.feed().published()) {
            if (System.nanoTime() > until) {
                throw new BenchException("the analysis has " + (stand.feed().published() - stand.gate().passed()) + " replayed frames left after "
                        + PATIENCE.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
