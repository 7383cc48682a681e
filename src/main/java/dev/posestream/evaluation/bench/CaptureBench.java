package dev.posestream.evaluation.bench;

import dev.posestream.evaluation.capacity.Figure;
import dev.posestream.stream.AnalysisProgress;
import dev.posestream.stream.FramePublisher;
import dev.posestream.stream.StreamException;
import dev.posestream.stream.TopicSettings;
import dev.posestream.stream.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Compares {@link PublishedCapture} with {@link BareCapture} on the same file. */
final class CaptureBench {

    private static final Topics TOPICS = new Topics("capture.");
    private static final Goal GOAL = Goal.atMost(1.3);
    private static final int LEAST_ROUNDS = 3;
    private static final int WARM_UP_STEP = 100;

    private CaptureBench() {}

    static BenchReport run(KafkaStand kafka, Clip clip, Duration effort, Consumer<String> progress)
            throws BenchException, StreamException, InterruptedException {
        TopicSettings settings = KafkaStand.topicSettings(1);
        kafka.create(TOPICS, settings);
        try (AnalysisProgress unbounded = kafka.unbounded();
             FramePublisher publisher = kafka.publisher(TOPICS, settings, unbounded)) {
            PublishedCapture capture = new PublishedCapture(publisher);
            progress.accept("capture: warming up");
            // Kafka's code is long, and until the JVM has compiled it, that is most of what is measured.
            ReplayFeed feed = new ReplayFeed(publisher, clip, List.of("warm-up"));
            WarmUp warmUp = new WarmUp(effort.dividedBy(2));
            while (!warmUp.done()) {
                feed.publishUpTo(feed.published() + WARM_UP_STEP);
            }
            capture.run(clip.camera("clip", true, false, 0));
            BareCapture.run(clip.file());

            Comparison withBroker = new Comparison();
            Comparison without = new Comparison();
            CaptureCost bare = null;
            CaptureCost ours = null;
            long until = System.nanoTime() + 2 * effort.toNanos();
            for (int round = 1; round <= LEAST_ROUNDS || System.nanoTime() < until; round++) {
                // Each goes first in every other round, so that neither always meets what the other leaves behind.
                if (round % 2 == 0) {
                    bare = BareCapture.run(clip.file());
                    ours = capture.run(clip.camera("clip", true, false, 0));
                } else {
                    ours = capture.run(clip.camera("clip", true, false, 0));
                    bare = BareCapture.run(clip.file());
                }
                withBroker.add(ours.processMs(), bare.processMs());
                without.add(ours.threadMs(), bare.threadMs());
                progress.accept(String.format(Locale.ROOT, "capture, round %d: %.2f ms a frame (%.2f without broker), bare loop %.2f (%.2f)", round,
                        ours.processMs(), ours.threadMs(), bare.processMs(), bare.threadMs()));
            }
            Map<Figure, Double> figures = Map.of(
                    Figure.FRAME_BYTES, (double) ours.bytes(),
                    Figure.FRAME_WIDTH, (double) clip.pictures().get(0).width(),
                    Figure.FRAME_HEIGHT, (double) clip.pictures().get(0).height(),
                    Figure.CAPTURE_CPU_MS, without.candidate(),
                    Figure.BROKER_CPU_MS, Math.max(0, withBroker.candidate() - without.candidate()));
            return new BenchReport(List.of(withBroker.row("capture, CPU, broker included", "ms/frame", GOAL),
                    without.row("capture, CPU, without broker", "ms/frame", GOAL)),
                    List.of(String.format(Locale.ROOT, "Capture: %d frames of %s a round, JPEGs of %d KB (bare loop: %d KB). The baseline is JavaCV's "
                            + "FFmpegFrameGrabber with one decoding thread and OpenCV's imencode at quality 80, publishing nothing.", ours.frames(),
                            clip.size(), ours.bytes() / 1000, bare.bytes() / 1000)), figures);
        }
    }
}
