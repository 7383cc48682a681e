package dev.posestream.camera;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks at a camera once: opens it as a {@link CameraRunner} does, reads a few pictures and lets it go. */
public final class CameraProbe {

    /** A source ends by itself when its time is over; one that does not is left behind. */
    private static final Duration GRACE = Duration.ofMillis(500);

    /**
     * What was found.
     *
     * @param picture    the first
     * @param firstFrame from the beginning of the connection until the first picture was there
     * @param fps        pictures a second, as they came; 0 when only one came
     * @param format     as {@link CameraSource#format()}
     */
    public record Found(Picture picture, Duration firstFrame, double fps, String format) {}

    private final Camera camera;
    private final CameraSources sources;
    private final Duration watch;
    private final CompletableFuture<Found> found = new CompletableFuture<>();
    private volatile CameraSource source;
    private volatile boolean alive;

    private CameraProbe(Camera camera, CameraSources sources, Duration watch) {
        this.camera = camera;
        this.sources = sources;
        this.watch = watch;
    }

    /**
     * @param watch how long to count pictures after the first
     * @throws CameraException when it gives no picture within its timeout; the message is masked and says why
     */
    public static Found look(Camera camera, CameraSources sources, Duration watch) throws CameraException, InterruptedException {
        return new CameraProbe(camera, sources, watch).look();
    }

    private Found look() throws CameraException, InterruptedException {
        Thread thread = new Thread(this::run, "probe-" + camera.id());
        thread.setDaemon(true);
        thread.start();
        Duration timeout = camera.settings().timeout();
        try {
            long limitMs = timeout.plus(GRACE).toMillis();
            if (!await(limitMs)) {
                // It gave a picture, and is being watched.
                await(watch.plus(timeout).plus(GRACE).toMillis());
            }
            return found.getNow(null) == null ? timedOut() : found.join();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CameraException known ? known : new CameraException(camera.masked() + ": " + e.getCause());
        } finally {
            CameraSource opened = source;
            if (opened != null) {
                opened.abort();
            }
            thread.interrupt();
        }
    }

    private Found timedOut() throws CameraException {
        throw new CameraTimeoutException(camera.masked() + ": no picture within " + camera.settings().timeout().toMillis() / 1000.0 + " s");
    }

    /** @return whether there is nothing more to wait for */
    private boolean await(long millis) throws ExecutionException, InterruptedException {
        try {
            found.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return !alive;
        }
    }

    private void run() {
        long begun = System.nanoTime();
        try (CameraSource opened = sources.create(camera)) {
            source = opened;
            opened.open();
            Picture first = opened.read().orElseThrow(() -> new CameraException(camera.masked() + ": it has no picture"));
            long firstNanos = System.nanoTime();
            alive = true;
            found.complete(new Found(first, Duration.ofNanos(firstNanos - begun), fps(opened, firstNanos), opened.format()));
        } catch (CameraException | RuntimeException | LinkageError e) {
            found.completeExceptionally(e);
        }
    }

    /** A camera that breaks after its first picture has been seen all the same. */
    private double fps(CameraSource opened, long firstNanos) {
        int more = 0;
        long lastNanos = firstNanos;
        try {
            while (lastNanos - firstNanos < watch.toNanos()) {
                Optional<Picture> picture = opened.read();
                if (picture.isEmpty()) {
                    break;
                }
                more++;
                lastNanos = System.nanoTime();
            }
        } catch (CameraException e) {
            // what came until then counts
        }
        return more == 0 ? 0 : more * 1e9 / (lastNanos - firstNanos);
    }
}
