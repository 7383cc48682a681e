package dev.posestream.stream;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a server running: one that gives up is stopped and launched again, until it stays. However often and from however
 * many of its threads a server gives up, also while it is being stopped and the next one launched, that is one restart.
 */
final class ServerKeeper implements AutoCloseable {

    /** A server that runs. */
    interface Server {

        /** Does not throw, also when the server is broken or stopped already. */
        void stop();
    }

    /** Starts a server. */
    interface Launcher {

        /** Returns when the server can be used; leaves nothing behind when it throws. */
        Server launch() throws StreamException;
    }

    private static final Logger log = LoggerFactory.getLogger(ServerKeeper.class);

    private final Launcher launcher;
    private final Duration retry;
    private final Thread thread = new Thread(this::keep, "broker-supervisor");
    /** Which launch a server's thread comes from: threads inherit it from the one that starts them. */
    private final ThreadLocal<Integer> origin = new InheritableThreadLocal<>();
    private int launches;
    private int running;
    private int gaveUp;
    private int restarts;
    private boolean closed;
    private Server server;

    /**
     * Launches nothing yet, because a server can give up while it is being launched, and then has to say so here.
     *
     * @param retry between launches that fail
     */
    ServerKeeper(Launcher launcher, Duration retry) {
        this.launcher = launcher;
        this.retry = retry;
        thread.setDaemon(true);
    }

    /** To be called once. @throws StreamException when the first launch fails */
    void start() throws StreamException {
        launch();
        thread.start();
    }

    /** To be called by a thread of the server that gives up; any other thread speaks for the one that was launched last. */
    synchronized void gaveUp(String message) {
        Integer from = origin.get();
        int which = from == null ? running : from;
        if (!closed && which > gaveUp) {
            gaveUp = which;
            log.error("the embedded broker gave up{}; it will be started again", message == null ? "" : ": " + message);
            notifyAll();
        }
    }

    /** Launches after a server had given up. */
    synchronized int restarts() {
        return restarts;
    }

    private void keep() {
        try {
            while (awaitGivenUp()) {
                server.stop();
                while (!isClosed() && !relaunched()) {
                    TimeUnit.MILLISECONDS.sleep(retry.toMillis());
                }
            }
        } catch (InterruptedException e) {
            // closing
        }
    }

    private synchronized boolean awaitGivenUp() throws InterruptedException {
        while (!closed && gaveUp < running) {
            wait();
        }
        return !closed;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private boolean relaunched() {
        try {
            launch();
        } catch (StreamException e) {
            log.error("{}; trying again in {} s", e.getMessage(), retry.toSeconds());
            return false;
        }
        synchronized (this) {
            restarts++;
        }
        log.info("the embedded broker runs again");
        return true;
    }

    private void launch() throws StreamException {
        int number;
        synchronized (this) {
            number = ++launches;
        }
        origin.set(number);
        try {
            server = launcher.launch();
        } finally {
            origin.remove();
        }
        synchronized (this) {
            running = number;
        }
    }

    /** Stops the server for good; does nothing more when none was started. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (server != null) {
            server.stop();
        }
    }
}
