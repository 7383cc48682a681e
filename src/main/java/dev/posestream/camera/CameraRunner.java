package dev.posestream.camera;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one camera for ever: connects, hands its frames on, and connects again when it fails or falls silent.
 *
 * <p>Nothing a camera does can stop this: each attempt has its own thread, which is left behind when the source has
 * given nothing for {@link CameraSettings#timeout()} (in opening, up to the first frame, between frames; with a frame-rate cap its
 * interval more) and a moment of grace for the source to end by itself. A thread that hangs in native code for
 * good keeps what it holds; there are never more than {@value #MAX_ABANDONED} of them per camera.
 *
 * <p>A plain file ends the run, at its end or, with {@link FileFailure#ENDS}, when it can't be played; see {@link #outcome()}.
 */
public final class CameraRunner implements AutoCloseable {

    /** Threads of a camera that may hang in native code before it is no longer tried. */
    public static final int MAX_ABANDONED = 4;

    private static final Logger LOG = LoggerFactory.getLogger(CameraRunner.class);
    private static final Duration STATUS_PERIOD = Duration.ofSeconds(2);
    private static final Duration HEALTHY_AFTER = Duration.ofSeconds(5);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofMillis(500);
    private static final long GRACE_MS = 500;
    private static final long LOOK_EVERY_MS = 100;

    private final Camera camera;
    private final CameraSources sources;
    private final FrameSink sink;
    private final Backoff backoff;
    private final FileFailure fileFailure;
    private final long silenceNanos;
    private final Thread supervisor;
    private final CompletableFuture<CameraOutcome> outcome = new CompletableFuture<>();
    private final List<CaptureSession> abandoned = new ArrayList<>();
    private final Object bell = new Object();
    private final CameraLog log;

    private boolean rung;
    private boolean closed;
    private CaptureSession session;
    private CameraState state = CameraState.CONNECTING;
    private String detail = "";
    private long sinceUs = WallClock.nowUs();
    private long nextStatusNanos;
    private long liveSessions;

    /** @throws IllegalArgumentException when the camera's address is of no known kind */
    public CameraRunner(Camera camera, CameraSources sources, FrameSink sink) {
        this(camera, sources, sink, FileFailure.ENDS);
    }

    /** @throws IllegalArgumentException when the camera's address is of no known kind */
    public CameraRunner(Camera camera, CameraSources sources, FrameSink sink, FileFailure fileFailure) {
        this(camera, sources, sink, fileFailure, new Backoff(Backoff.BASE, Backoff.CAP, RandomGenerator.getDefault()));
    }

    /** @param backoff the waits between attempts; used by this runner alone */
    public CameraRunner(Camera camera, CameraSources sources, FrameSink sink, FileFailure fileFailure, Backoff backoff) {
        sources.check(camera);
        this.camera = camera;
        this.sources = sources;
        this.sink = sink;
        this.fileFailure = fileFailure;
        this.backoff = backoff;
        this.log = new CameraLog(camera);
        CameraSettings settings = camera.settings();
        long timeoutMs = settings.timeout().toMillis();
        long interval = settings.maxFps() > 0 ? (long) Math.min(1e9 / settings.maxFps(), 3600e9) : 0;
        silenceNanos = (timeoutMs + Math.min(GRACE_MS, timeoutMs / 2)) * 1_000_000 + interval;
        supervisor = new Thread(this::supervise, "camera-" + camera.id());
        supervisor.setDaemon(true);
    }

    /** To be called once. */
    public void start() {
        supervisor.start();
    }

    /** Completes when the run has ended: normally always, never exceptionally. */
    public CompletableFuture<CameraOutcome> outcome() {
        return outcome;
    }

    private void supervise() {
        CameraOutcome result;
        try {
            result = run();
        } catch (InterruptedException e) {
            result = new CameraOutcome(CameraOutcome.Result.CLOSED, "");
        } catch (RuntimeException e) {
            LOG.error("{}: the runner broke", camera, e);
            result = new CameraOutcome(CameraOutcome.Result.FAILED, Masking.mask(String.valueOf(e)));
        }
        leave();
        boolean failed = result.result() == CameraOutcome.Result.FAILED;
        enter(failed ? CameraState.FAILED : CameraState.ENDED,
                result.result() == CameraOutcome.Result.CLOSED ? "switched off" : result.detail());
        outcome.complete(result);
    }

    private CameraOutcome run() throws InterruptedException {
        while (true) {
            if (isClosed() || !awaitThread()) {
                return new CameraOutcome(CameraOutcome.Result.CLOSED, "");
            }
            session = new CaptureSession(camera, () -> sources.create(camera), sink, this::ring);
            enter(CameraState.CONNECTING, "");
            session.start();
            Optional<CameraException> failure = watch();
            if (isClosed()) {
                return new CameraOutcome(CameraOutcome.Result.CLOSED, "");
            }
            if (failure.isEmpty() || sources.isFile(camera) && (fileFailure == FileFailure.ENDS || session.frames() > 0)) {
                return failure.map(e -> new CameraOutcome(CameraOutcome.Result.FAILED, e.getMessage()))
                        .orElse(new CameraOutcome(CameraOutcome.Result.COMPLETED, ""));
            }
            waitAfter(failure.get());
        }
    }

    /** Follows the session to its end. @return why it failed; empty when it ended or this runner is closed */
    private Optional<CameraException> watch() throws InterruptedException {
        while (!isClosed()) {
            Optional<CaptureSession.End> end = session.end();
            if (session.isLive() && state == CameraState.CONNECTING) {
                liveSessions++;
                log.live();
                enter(CameraState.LIVE, "");
            }
            if (end.isPresent()) {
                return end.get().failure();
            }
            if (session.abandonIfSilent(silenceNanos)) {
                abandoned.add(session);
                return Optional.of(new CameraTimeoutException(camera.masked() + ": nothing for " + seconds(silenceNanos / 1_000_000)
                        + ", and it does not let itself be stopped"));
            }
            pause(LOOK_EVERY_MS);
        }
        return Optional.empty();
    }

    private void waitAfter(CameraException failure) throws InterruptedException {
        if (session.liveNanos() >= HEALTHY_AFTER.toNanos()) {
            backoff.reset();
        }
        long waitMs = backoff.next().toMillis();
        log.failed(failure, seconds(waitMs));
        enter(failure instanceof CameraTimeoutException ? CameraState.STALLED : CameraState.FAILED,
                failure.getMessage() + "; trying again in " + seconds(waitMs));
        for (long until = System.nanoTime() + waitMs * 1_000_000, left; !isClosed() && (left = until - System.nanoTime()) > 0; ) {
            pause(Math.min(LOOK_EVERY_MS, left / 1_000_000 + 1));
        }
    }

    /** Waits while too many threads hang. @return false when closed */
    private boolean awaitThread() throws InterruptedException {
        abandoned.removeIf(hung -> !hung.isRunning());
        if (abandoned.size() >= MAX_ABANDONED) {
            String found = camera.masked() + ": " + abandoned.size() + " attempts hang in the system's calls; waiting for one to "
                    + "come back, restart the program if none does";
            log.stuck(found);
            enter(CameraState.STALLED, found);
        }
        while (abandoned.size() >= MAX_ABANDONED && !isClosed()) {
            pause(LOOK_EVERY_MS);
            abandoned.removeIf(hung -> !hung.isRunning());
        }
        return !isClosed();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, millis < 9_950 ? "%.1f s" : "%.0f s", millis / 1000.0);
    }

    private void enter(CameraState next, String nextDetail) {
        if (next != state) {
            sinceUs = WallClock.nowUs();
        }
        state = next;
        detail = nextDetail;
        publish();
    }

    private void publish() {
        nextStatusNanos = System.nanoTime() + STATUS_PERIOD.toNanos();
        CaptureSession current = session;
        try {
            sink.status(new CameraStatus(camera.id(), camera.masked(), state, detail, sinceUs, WallClock.nowUs(),
                    current == null ? "" : current.id(), current == null ? 0 : current.frames(), sink.lost(camera.id()),
                    Math.max(0, liveSessions - 1), current == null || state != CameraState.LIVE ? 0 : current.fps()));
        } catch (RuntimeException e) {
            LOG.warn("{}: its status could not be published: {}", camera, Masking.mask(String.valueOf(e)));
        }
    }

    private void ring() {
        synchronized (bell) {
            rung = true;
            bell.notifyAll();
        }
    }

    private boolean isClosed() {
        synchronized (bell) {
            return closed;
        }
    }

    /** Waits for news, and publishes the status when it is time for that. */
    private void pause(long millis) throws InterruptedException {
        if (System.nanoTime() - nextStatusNanos >= 0) {
            publish();
        }
        synchronized (bell) {
            if (!rung && !closed) {
                bell.wait(millis);
            }
            rung = false;
        }
    }

    private void leave() {
        if (session != null) {
            session.abandon();
            try {
                session.join(PATIENCE_AT_CLOSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Stops; returns soon, also when the camera hangs. */
    @Override
    public void close() {
        synchronized (bell) {
            closed = true;
            bell.notifyAll();
        }
        if (supervisor.getState() == Thread.State.NEW) {
            outcome.complete(new CameraOutcome(CameraOutcome.Result.CLOSED, ""));
            return;
        }
        try {
            supervisor.join(2 * PATIENCE_AT_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
