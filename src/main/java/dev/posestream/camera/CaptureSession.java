package dev.posestream.camera;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One capture run in a thread of its own, which owns the source and closes it, whenever it comes back from it.
 *
 * <p>A session that is abandoned hands out nothing more; its thread, a daemon, may hang in native code for good.
 */
final class CaptureSession {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureSession.class);

    /** How it ended; {@code failure} is empty at the end of a recording. */
    record End(Optional<CameraException> failure) {}

    /** Makes the source, which may already fail. */
    interface Factory {
        CameraSource create() throws CameraException;
    }

    private final Camera camera;
    private final Factory factory;
    private final FrameSink sink;
    private final Runnable changed;
    private final String id = UUID.randomUUID().toString();
    private final FrameRateMeter meter = new FrameRateMeter();
    private final Thread thread;

    private volatile CameraSource source;
    private volatile End end;
    /** Written by the capture thread only. */
    private volatile long frames;
    private volatile long firstFrameNanos;
    private volatile long lastFrameNanos;
    private boolean abandoned;
    private boolean inSink;
    private long lastLifeNanos = System.nanoTime();

    /** @param changed called when the first picture has come, and at the end */
    CaptureSession(Camera camera, Factory factory, FrameSink sink, Runnable changed) {
        this.camera = camera;
        this.factory = factory;
        this.sink = sink;
        this.changed = changed;
        thread = new Thread(this::run, "camera-" + camera.id() + "-" + id.substring(0, 8));
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        End result;
        try (CameraSource opened = factory.create()) {
            source = opened;
            if (isAbandoned()) {
                return;
            }
            opened.open();
            sawLife();
            result = new End(capture(opened));
        } catch (CameraException e) {
            result = new End(Optional.of(e));
        } catch (InterruptedException e) {
            result = new End(Optional.of(new CameraException(camera.masked() + ": stopped")));
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            result = new End(Optional.of(new CameraException(camera.masked() + ": " + e)));
        }
        end = result;
        changed.run();
    }

    private Optional<CameraException> capture(CameraSource opened) throws CameraException, InterruptedException {
        while (true) {
            Optional<Picture> picture = opened.read();
            if (picture.isEmpty() || !enterSink()) {
                return Optional.empty();
            }
            OptionalLong replayedUs = opened.replaying() ? OptionalLong.of(WallClock.nowUs()) : OptionalLong.empty();
            if (firstFrameNanos == 0) {
                firstFrameNanos = System.nanoTime();
                changed.run();
            }
            // A frame that is not taken leaves its number to the next.
            if (sink.accept(new Frame(camera.id(), id, frames, picture.get(), camera.settings().priority(), replayedUs))) {
                frames++;
                meter.tick(System.nanoTime());
            }
            lastFrameNanos = System.nanoTime();
            sawLife();
        }
    }

    private synchronized boolean isAbandoned() {
        return abandoned;
    }

    private synchronized void sawLife() {
        lastLifeNanos = System.nanoTime();
        inSink = false;
    }

    private synchronized boolean enterSink() {
        inSink = !abandoned;
        return inSink;
    }

    /**
     * Gives the session up when its source has been silent for too long; a wait for the sink, or for a picture's time, is no silence.
     *
     * @return whether it has been given up
     */
    boolean abandonIfSilent(long limitNanos) {
        CameraSource current = source;
        boolean pausing = current != null && current.pausing();
        synchronized (this) {
            long now = System.nanoTime();
            if (pausing) {
                lastLifeNanos = now;
            }
            if (inSink || now - lastLifeNanos < limitNanos) {
                return false;
            }
            abandoned = true;
        }
        stop();
        return true;
    }

    /** Hands out nothing more and asks the source to end; does not wait for it. */
    void abandon() {
        synchronized (this) {
            abandoned = true;
        }
        stop();
    }

    private void stop() {
        CameraSource current = source;
        if (current != null) {
            try {
                current.abort();
            } catch (RuntimeException e) {
                LOG.warn("{}: stopping it failed: {}", camera, Masking.mask(String.valueOf(e)));
            }
        }
        thread.interrupt();
    }

    String id() {
        return id;
    }

    long frames() {
        return frames;
    }

    double fps() {
        return meter.fps(System.nanoTime());
    }

    /** Whether pictures have come. */
    boolean isLive() {
        return firstFrameNanos != 0;
    }

    /** How long pictures have been coming, from the first to the last, in nanoseconds. */
    long liveNanos() {
        long first = firstFrameNanos;
        return first == 0 ? 0 : lastFrameNanos - first;
    }

    Optional<End> end() {
        return Optional.ofNullable(end);
    }

    boolean isRunning() {
        return thread.isAlive();
    }

    /** Waits a moment for the thread to end. */
    void join(long millis) throws InterruptedException {
        thread.join(millis);
    }
}
