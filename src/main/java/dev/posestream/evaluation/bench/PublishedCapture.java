package dev.posestream.evaluation.bench;

import dev.posestream.camera.Camera;
import dev.posestream.camera.CameraException;
import dev.posestream.camera.FfmpegSource;
import dev.posestream.camera.Frame;
import dev.posestream.camera.Picture;
import dev.posestream.stream.FramePublisher;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** PoseStream's way from a video to the topic: its source in replay, its publisher, and the broker until it has taken all. */
final class PublishedCapture {

    private static final String SENDER = "kafka-producer-network-thread | posestream-ingest";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final FramePublisher publisher;

    PublishedCapture(FramePublisher publisher) {
        this.publisher = publisher;
    }

    CaptureCost run(Camera camera) throws BenchException, InterruptedException {
        long published = publisher.published(camera.id());
        CpuTime before = CpuTime.now(SENDER);
        int frames = 0;
        long bytes = 0;
        String session = UUID.randomUUID().toString();
        try (FfmpegSource source = new FfmpegSource(camera)) {
            source.open();
            for (Optional<Picture> next = source.read(); next.isPresent(); next = source.read()) {
                OptionalLong replayedUs = OptionalLong.of(System.currentTimeMillis() * 1000);
                if (!publisher.accept(new Frame(camera.id(), session, frames, next.get(), camera.settings().priority(), replayedUs))) {
                    throw new BenchException("the broker did not take a frame; is the disk of the temporary folder full?");
                }
                bytes += next.get().jpeg().length;
                frames++;
            }
        } catch (CameraException e) {
            throw new BenchException(e.getMessage(), e);
        }
        awaitTaken(camera.id(), published + frames);
        return CaptureCost.of(CpuTime.now(SENDER).since(before), frames, bytes);
    }

    private void awaitTaken(String camera, long count) throws BenchException, InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (publisher.published(camera) < count) {
            if (System.nanoTime() > until || publisher.lost(camera) > 0) {
                throw new BenchException("the broker took " + publisher.published(camera) + " frames, expected " + count);
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }
}
