package dev.posestream.stream;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes a consumer whose {@code poll} does not come back. Kafka's client counts its time by the wall clock: when that is set back
 * by ten minutes, a poll of a fifth of a second takes ten minutes, and no heartbeat is sent meanwhile.
 */
final class PollWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PollWatch.class);
    private static final long IDLE = Long.MAX_VALUE;

    private final long patienceNanos;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "poll-watch");
        thread.setDaemon(true);
        return thread;
    });
    private KafkaConsumer<?, ?> consumer;
    private long sinceNanos = IDLE;

    PollWatch(Duration patience) {
        patienceNanos = patience.toNanos();
        executor.scheduleAtFixedRate(this::look, 1, 1, TimeUnit.SECONDS);
    }

    /** @throws org.apache.kafka.common.errors.WakeupException when it took too long */
    <T> T during(KafkaConsumer<?, ?> polled, Supplier<T> poll) {
        synchronized (this) {
            consumer = polled;
            sinceNanos = System.nanoTime();
        }
        try {
            return poll.get();
        } finally {
            pause();
        }
    }

    /** What comes now within the poll may take long. */
    synchronized void pause() {
        sinceNanos = IDLE;
    }

    /** That is over. */
    synchronized void resume() {
        sinceNanos = System.nanoTime();
    }

    private synchronized void look() {
        if (sinceNanos != IDLE && System.nanoTime() - sinceNanos > patienceNanos) {
            log.warn("Kafka's client has not come back for {} s; has the clock been set back? It is begun anew", TimeUnit.NANOSECONDS.toSeconds(patienceNanos));
            sinceNanos = IDLE;
            consumer.wakeup();
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
