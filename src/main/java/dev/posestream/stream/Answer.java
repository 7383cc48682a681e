package dev.posestream.stream;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** What Kafka answers to an admin client. */
final class Answer {

    /** How long it is waited for. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private Answer() {}

    /**
     * Waits for it.
     *
     * @throws StreamException when there is none in time, Kafka refuses, or the waiting thread is interrupted, which it stays; with the future's
     *                         own failure as cause
     */
    static <T> T from(KafkaConnection kafka, KafkaFuture<T> future) throws StreamException {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw unreachable(kafka, e.getCause());
            }
            throw new StreamException("Kafka at " + kafka.bootstrapServers() + " refuses: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw unreachable(kafka, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamException("interrupted", e);
        }
    }

    private static StreamException unreachable(KafkaConnection kafka, Throwable cause) {
        return new StreamException("Kafka at " + kafka.bootstrapServers() + " does not answer; check that it runs, that the "
                + "address is its advertised listener, and the security settings under kafka:", cause);
    }
}
