package dev.posestream.stream;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the wall clock has been set back, by a monotonic one. Kafka's clients count their time by the wall clock: until it is where it
 * was, they wait before they connect again, ask anew who leads a partition, or repeat a request.
 */
final class ClockWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ClockWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Duration notable;
    private final LongSupplier wallMillis;
    private final LongSupplier nanoClock;
    private final Runnable setBack;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "clock-watch");
        thread.setDaemon(true);
        return thread;
    });
    private long aheadMillis;

    /**
     * @param notable by so much or more
     * @param setBack what is to be done then, by the watch's own thread
     */
    ClockWatch(Duration notable, Runnable setBack) {
        this(notable, System::currentTimeMillis, System::nanoTime, setBack);
        executor.scheduleWithFixedDelay(this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    ClockWatch(Duration notable, LongSupplier wallMillis, LongSupplier nanoClock, Runnable setBack) {
        this.notable = notable;
        this.wallMillis = wallMillis;
        this.nanoClock = nanoClock;
        this.setBack = setBack;
        this.aheadMillis = aheadMillis();
    }

    /** How far the wall clock is ahead of the monotonic one. */
    private long aheadMillis() {
        return wallMillis.getAsLong() - TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong());
    }

    void look() {
        long now = aheadMillis();
        Duration back = Duration.ofMillis(aheadMillis - now);
        aheadMillis = now;
        if (back.compareTo(notable) >= 0) {
            try {
                log.warn("this machine's clock has been set back by {} s", back.toSeconds());
                setBack.run();
            } catch (RuntimeException e) {
                log.error("what should have been begun anew was not", e);
            }
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
