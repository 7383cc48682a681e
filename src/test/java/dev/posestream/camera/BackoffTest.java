package dev.posestream.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
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
    void waitsHalfTheBoundAtLeastAndNeverOverflows() {
        Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), LOW);
        long[] expected = {250, 500, 1000, 2000, 4000, 8000, 15000, 15000};
        for (long half : expected) {
            assertThat(backoff.next()).isEqualTo(Duration.ofMillis(half));
        }
        for (int i = 0; i < 200; i++) {
            assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(15));
        }
    }

    @Test
    void neverWaitsLessAfterOneMoreFailureUntilTheCapIsReached() {
        for (int seed = 0; seed < 50; seed++) {
            Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(32), new Random(seed));
            assertThat(IntStream.range(0, 7).mapToObj(i -> backoff.next()).toList()).isSorted();
        }
    }

    @Test
    void spreadsItsWaitsEvenlyOverTheUpperHalf() {
        Backoff backoff = new Backoff(Duration.ofSeconds(10), Duration.ofSeconds(10), new Random(7));
        LongSummaryStatistics waits = IntStream.range(0, 2000).mapToLong(i -> backoff.next().toMillis()).summaryStatistics();
        assertThat(waits.getMin()).isBetween(5000L, 5200L);
        assertThat(waits.getAverage()).isBetween(7350.0, 7650.0);
        assertThat(waits.getMax()).isBetween(9800L, 10000L);
    }

    @Test
    void refusesBoundsThatMakeNoSense() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1), HIGH)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), HIGH)).isInstanceOf(IllegalArgumentException.class);
    }
}
