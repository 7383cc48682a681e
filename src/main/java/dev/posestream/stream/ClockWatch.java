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

    /** Begins a client anew. */
    interface Beginning {
        void anew() throws StreamException;
    }

    private static final Logger log = LoggerFactory.getLogger(ClockWatch.class);
    /** By so much at least. A client that sends no heartbeat for so long is still in its group, so what is less is sat out. */
    private static final Duration NOTABLE = Duration.ofSeconds(4);
    private static final long EVERY_MILLIS = 500;

    private final String what;
    private final LongSupplier wallMillis;
    private final LongSupplier nanoClock;
    private final Beginning beginning;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "clock-watch");
        thread.setDaemon(true);
        return thread;
    });
    private long aheadMillis;
    private boolean told;

    /**
     * @param what      is begun anew, for messages
     * @param beginning is tried until it does not throw, by the watch's own thread
     */
    ClockWatch(String what, Beginning beginning) {
        this(what, System::currentTimeMillis, System::nanoTime, beginning);
        executor.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    ClockWatch(String what, LongSupplier wallMillis, LongSupplier nanoClock, Beginning beginning) {
        this.what = what;
        this.wallMillis = wallMillis;
        this.nanoClock = nanoClock;
        this.beginning = beginning;
        this.aheadMillis = aheadMillis();
    }

    /** How far the wall clock is ahead of the monotonic one. */
    private long aheadMillis() {
        return wallMillis.getAsLong() - TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong());
    }

    void look() {
        long now = aheadMillis();
        Duration back = Duration.ofMillis(aheadMillis - now);
        if (back.compareTo(NOTABLE) >= 0 && !begun(back)) {
            return;
        }
        aheadMillis = now;
        told = false;
    }

    private boolean begun(Duration back) {
        try {
            beginning.anew();
            log.warn("this machine's clock has been set back by {} s; the {} has been begun anew", back.toSeconds(), what);
            return true;
        } catch (StreamException | RuntimeException e) {
            if (!told) {
                told = true;
                log.warn("this machine's clock has been set back by {} s; the {} is to be begun anew, which is tried until it succeeds: {}", back.toSeconds(),
                        what, e.toString());
            }
            return false;
        }
    }

    /** Lets an attempt that is under way come to its end. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
