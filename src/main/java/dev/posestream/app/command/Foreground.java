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

/** Runs a service until it is done or the user stops it, and lets it close in peace. */
final class Foreground {

    /** What a command does with its service. */
    interface Work {
        int run(Service service) throws Exception;
    }

    private static final long PATIENCE_SECONDS = 20;

    private Foreground() {}

    /** @return the exit code of the work */
    static int run(Configuration configuration, Work work) throws Exception {
        Thread worker = Thread.currentThread();
        CountDownLatch closed = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            worker.interrupt();
            awaitQuietly(closed);
        }, "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try (Service service = new Service(configuration)) {
            return work.run(service);
        } catch (StreamException | BadModelException | InferenceException | IOException | DashboardException e) {
            throw new UnavailableException(e);
        } catch (InterruptedException e) {
            return ExitCode.OK;
        } finally {
            closed.countDown();
            unhook(hook);
        }
    }

    /** Never returns but by interruption, which is how the user stops a role. */
    static int untilStopped() throws InterruptedException {
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the shutdown is under way, and this is what it waits for
        }
    }

    private static void awaitQuietly(CountDownLatch closed) {
        try {
            closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
