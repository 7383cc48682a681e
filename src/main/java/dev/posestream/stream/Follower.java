package dev.posestream.stream;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that follows topics, and begins anew a second later whenever that breaks, and at once when the clock has been set back, until it is
 * closed.
 */
final class Follower implements AutoCloseable {

    /** One time of it. */
    interface Following {

        /** Opens a consumer, {@linkplain Follower#using names} it, and follows while {@link Follower#open()}; closes it in the end. */
        void follow() throws StreamException;
    }

    private static final Logger log = LoggerFactory.getLogger(Follower.class);
    private static final long PATIENCE_MILLIS = 5000;

    private final String what;
    private final Following following;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private ClockWatch clock;
    private volatile KafkaConsumer<?, ?> consumer;

    /** @param what is followed, for messages and the thread's name */
    Follower(String what, Following following) {
        this.what = what;
        this.following = following;
        this.thread = new Thread(this::run, what);
        thread.setDaemon(true);
    }

    void start() {
        clock = new ClockWatch(what, this::wake);
        thread.start();
    }

    /** The consumer to wake up when it is to end, or to begin anew. */
    void using(KafkaConsumer<?, ?> opened) {
        consumer = opened;
    }

    /** Whether to go on. */
    boolean open() {
        return closing.getCount() > 0;
    }

    private void run() {
        while (open()) {
            try {
                following.follow();
            } catch (WakeupException e) {
                log.debug("the {} is asked to stop, or to begin anew", what);
            } catch (KafkaException | StreamException e) {
                log.warn("the {} can't read Kafka for now, and tries again: {}", what, e.getMessage());
                pause();
            } catch (RuntimeException e) {
                log.error("the {} broke and begins anew", what, e);
                pause();
            }
        }
    }

    private void wake() {
        KafkaConsumer<?, ?> opened = consumer;
        if (opened != null) {
            opened.wakeup();
        }
    }

    private void pause() {
        try {
            closing.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        if (clock != null) {
            clock.close();
        }
        wake();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
