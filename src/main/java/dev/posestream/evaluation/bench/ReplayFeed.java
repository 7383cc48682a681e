package dev.posestream.evaluation.bench;

import dev.posestream.camera.Frame;
import dev.posestream.camera.Picture;
import dev.posestream.stream.FramePublisher;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Publishes the clip's pictures over and over as replayed frames of several cameras, each beginning at another place. */
final class ReplayFeed {

    private static final int IN_FLIGHT = 64;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final FramePublisher publisher;
    private final Clip clip;
    private final List<String> cameras;
    private final String session = UUID.randomUUID().toString();
    private final long startUs = System.currentTimeMillis() * 1000;
    private long frames;

    ReplayFeed(FramePublisher publisher, Clip clip, List<String> cameras) {
        this.publisher = publisher;
        this.clip = clip;
        this.cameras = cameras;
    }

    /** Frames handed to Kafka, of all cameras together. */
    long published() {
        return frames * cameras.size();
    }

    int cameras() {
        return cameras.size();
    }

    /** Publishes until there are so many, and returns when they lie on the topic. */
    void publishUpTo(long count) throws BenchException, InterruptedException {
        while (published() < count) {
            publish();
            awaitTaken(IN_FLIGHT);
        }
        awaitTaken(0);
    }

    /** One frame more of each camera. */
    private void publish() throws BenchException, InterruptedException {
        for (int i = 0; i < cameras.size(); i++) {
            Picture picture = clip.pictures().get((int) ((frames + (long) i * clip.pictures().size() / cameras.size()) % clip.pictures().size()));
            long capturedUs = startUs + Math.round(frames * 1e6 / clip.fps());
            Picture timed = new Picture(picture.ptsUs(), capturedUs, picture.width(), picture.height(), picture.jpeg());
            OptionalLong replayedUs = OptionalLong.of(System.currentTimeMillis() * 1000);
            if (!publisher.accept(new Frame(cameras.get(i), session, frames, timed, 1, replayedUs))) {
                throw new BenchException("the broker did not take a frame; is the disk of the temporary folder full?");
            }
        }
        frames++;
    }

    private void awaitTaken(long left) throws BenchException, InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (published() - cameras.stream().mapToLong(publisher::published).sum() > left) {
            if (System.nanoTime() > until) {
                throw new BenchException("the broker does not take frames; is the disk of the temporary folder full?");
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
