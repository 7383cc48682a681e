package dev.posestream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private long wallMillis = 1_700_000_000_000L;
    private long nanos = 42;
    private final AtomicInteger setBack = new AtomicInteger();
    private final ClockWatch watch = new ClockWatch(Duration.ofSeconds(2), () -> wallMillis, () -> nanos, setBack::incrementAndGet);

    @Test
    void timeThatPassesIsNoStep() {
        for (int i = 0; i < 100; i++) {
            pass(1000);
            wallMillis -= i % 2 * 1000; // as a clock that is slewed, and quickly
            watch.look();
        }
        assertThat(setBack).hasValue(0);
    }

    @Test
    void aClockSetForwardIsLeftAloneAndSetRightAgainIsSetBack() {
        pass(1000);
        wallMillis += 600_000;
        watch.look();
        assertThat(setBack).hasValue(0);
        pass(1000);
        wallMillis -= 600_000;
        watch.look();
        assertThat(setBack).hasValue(1);
    }

    @Test
    void eachStepIsToldOnceEvenIfMoreTimeHasPassedThanItWentBack() {
        pass(10_000);
        wallMillis -= 3000;
        watch.look();
        pass(1000);
        watch.look();
        assertThat(setBack).hasValue(1);
        wallMillis -= 3000;
        watch.look();
        assertThat(setBack).hasValue(2);
    }

    @Test
    void oneThatFailsDoesNotEndTheWatch() {
        ClockWatch failing = new ClockWatch(Duration.ofSeconds(2), () -> wallMillis, () -> nanos, () -> {
            setBack.incrementAndGet();
            throw new IllegalStateException("no");
        });
        for (int i = 0; i < 2; i++) {
            wallMillis -= 5000;
            failing.look();
        }
        assertThat(setBack).hasValue(2);
    }

    private void pass(long millis) {
        wallMillis += millis;
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
