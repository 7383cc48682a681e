package dev.posestream.camera.synthetic;

import dev.posestream.camera.Camera;
import dev.posestream.camera.CameraException;
import dev.posestream.camera.CameraSettings;
import dev.posestream.camera.CameraSource;
import dev.posestream.camera.Picture;
import java.awt.image.BufferedImage;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A camera that draws its pictures: {@code synthetic:}, see {@link SyntheticOptions}. Frame {@code i} has the presentation
 * time {@code round(i · 10⁶ / fps)}, which gives its truth by {@link SyntheticScene#at}, and was captured so long after the
 * first one. It ends by itself only with the options {@code frames} or {@code seconds}, and then for good. Live, it keeps the pace of the wall clock and, like any camera, leaves out frames that were not fetched in
 * time; in replay it gives every frame as fast as it is read.
 */
public final class SyntheticSource implements CameraSource {

    private final Camera camera;
    private final SyntheticScene scene;
    private final ImageEncoder encoder;
    private final Clock clock;
    private final CountDownLatch aborted = new CountDownLatch(1);
    private ScenePainter painter;
    private long startNanos;
    private long startUs;
    private long next;
    private long given;

    /** @throws IllegalArgumentException when the address is none of a synthetic camera or has an option that does not fit */
    public SyntheticSource(Camera camera) {
        this(camera, new JpegImageEncoder(camera.settings().jpegQuality()), Clock.systemUTC());
    }

    /** @param encoder closed with this source */
    public SyntheticSource(Camera camera, ImageEncoder encoder, Clock clock) {
        CameraSettings settings = camera.settings();
        this.camera = camera;
        this.scene = new SyntheticScene(SyntheticOptions.parse(camera.address()).cappedTo(settings.maxFps(), settings.maxSide()));
        this.encoder = encoder;
        this.clock = clock;
    }

    /** The scene as it is published, with the truth of every frame. */
    public SyntheticScene scene() {
        return scene;
    }

    @Override
    public void open() throws CameraException {
        checkNotAborted();
        painter = new ScenePainter(scene);
        next = 0;
        given = 0;
    }

    @Override
    public Optional<Picture> read() throws CameraException {
        if (painter == null) {
            throw new CameraException("camera " + camera.id() + " is not open; open it before reading");
        }
        SyntheticOptions options = scene.options();
        checkNotAborted();
        if (given == 0) {
            startUs = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
            startNanos = System.nanoTime();
        } else if (!camera.settings().replay()) {
            long elapsedUs = (System.nanoTime() - startNanos) / 1000;
            next = Math.max(next, (long) (elapsedUs * options.fps() / 1e6));
        }
        long ptsUs = options.ptsUs(next);
        if (given >= options.frames().orElse(Long.MAX_VALUE) || ptsUs / 1e6 >= options.seconds().orElse(Double.POSITIVE_INFINITY)) {
            return Optional.empty();
        }
        if (!camera.settings().replay()) {
            awaitTurn(ptsUs);
        }
        BufferedImage image = painter.paint(ptsUs);
        byte[] jpeg = encoder.encode(image);
        next++;
        given++;
        return Optional.of(new Picture(ptsUs, startUs + ptsUs, image.getWidth(), image.getHeight(), jpeg));
    }

    @Override
    public void abort() {
        aborted.countDown();
    }

    @Override
    public boolean replaying() {
        return camera.settings().replay();
    }

    @Override
    public void close() {
        painter = null;
        encoder.close();
    }

    private void awaitTurn(long ptsUs) throws CameraException {
        long waitNanos = startNanos + ptsUs * 1000 - System.nanoTime();
        try {
            if (waitNanos > 0) {
                aborted.await(waitNanos, TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CameraException("camera " + camera.id() + " was interrupted while it waited for its next frame");
        }
        checkNotAborted();
    }

    private void checkNotAborted() throws CameraException {
        if (aborted.getCount() == 0) {
            throw new CameraException("camera " + camera.id() + " was told to stop");
        }
    }
}
