package dev.posestream.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {

    /** Always draws nearly the upper bound. */
    private static final RandomGenerator HIGH = () -> -1L;
    private static final RandomGenerator LOW = () -> 0L;

    @Test
    void doublesItsBoundUpToTheCap() {
        Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), HIGH);
        long[] expected = {500, 1000, 2000, 4000, 8000, 16000, 30000, 30000};
        for (long bound : expected) {
            assertThat(backoff.next().toMillis()).isBetween(bound - 1, bound);
        }
    }

    @Test
    void startsAnewAfterAReset() {
        Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), HIGH);
        backoff.next();
        backoff.next();
        backoff.reset();
        assertThat(backoff.next().toMillis()).isBetween(499L, 500L);
    }

    @Test
    void neverHammersAndNeverOverflows() {
        Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), LOW);
        for (int i = 0; i < 200; i++) {
            assertThat(backoff.next()).isEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    void spreadsItsWaitsOverTheWholeRange() {
        Backoff backoff = new Backoff(Duration.ofSeconds(10), Duration.ofSeconds(10), new Random(7));
        double mean = java.util.stream.IntStream.range(0, 2000).mapToLong(i -> backoff.next().toMillis()).average().orElseThrow();
        assertThat(mean).isBetween(4700.0, 5300.0);
    }

    @Test
    void refusesBoundsThatMakeNoSense() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1), HIGH)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), HIGH)).isInstanceOf(IllegalArgumentException.class);
    }
}
