package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.role.Service;
import dev.posestream.dashboard.DashboardException;
import dev.posestream.inference.InferenceException;
import dev.posestream.network.BadModelException;
import dev.posestream.stream.StreamException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs a service until it is done or the user stops it, and lets it close in peace. */
final class Foreground {

    /** What a command does with its service. */
    interface Work {
        int run(Service service) throws Exception;
    }

    private static final long PATIENCE_SECONDS = 20;

    private Foreground() {}

    /** @return the exit code of the work, or that of the signal that stopped it */
    static int run(Configuration configuration, Work work) throws Exception {
        Thread worker = Thread.currentThread();
        CountDownLatch closed = new CountDownLatch(1);
        AtomicInteger stoppedBy = new AtomicInteger();
        try (StopSignals signals = new StopSignals(code -> stop(code, stoppedBy, worker, closed))) {
            return run(configuration, work, stoppedBy);
        } finally {
            closed.countDown();
        }
    }

    private static int run(Configuration configuration, Work work, AtomicInteger stoppedBy) throws Exception {
        try (Service service = new Service(configuration)) {
            int code = work.run(service);
            return stoppedBy.get() != 0 ? stoppedBy.get() : code;
        } catch (Exception e) {
            if (stoppedBy.get() != 0) {
                return stoppedBy.get();
            }
            if (e instanceof InterruptedException) {
                return ExitCode.OK;
            }
            if (e instanceof StreamException || e instanceof BadModelException || e instanceof InferenceException || e instanceof IOException
                    || e instanceof DashboardException) {
                throw new UnavailableException(e);
            }
            throw e;
        }
    }

    /** Whoever asks twice, or waits for long, is not kept waiting. */
    private static void stop(int code, AtomicInteger stoppedBy, Thread worker, CountDownLatch closed) {
        boolean first = stoppedBy.compareAndSet(0, code);
        if (first) {
            worker.interrupt();
        }
        if (!first || !closesInTime(closed)) {
            Runtime.getRuntime().halt(code);
        }
    }

    /** Never returns but by interruption, which is how the user stops a role. */
    static int untilStopped() throws InterruptedException {
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    private static boolean closesInTime(CountDownLatch closed) {
        try {
            return closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
