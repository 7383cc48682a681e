package dev.posestream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private long wallMillis = 1_700_000_000_000L;
    private long nanos = 42;
    private final AtomicInteger setBack = new AtomicInteger();
    private final ClockWatch watch = watch(setBack::incrementAndGet);

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
        wallMillis -= 6000;
        watch.look();
        pass(1000);
        watch.look();
        assertThat(setBack).hasValue(1);
        wallMillis -= 6000;
        watch.look();
        assertThat(setBack).hasValue(2);
    }

    @Test
    void whatFailsIsTriedAgainUntilItSucceeds() {
        ClockWatch failing = watch(() -> {
            if (setBack.incrementAndGet() < 3) {
                throw new StreamException("Kafka is away");
            }
        });
        wallMillis -= 5000;
        for (int i = 0; i < 5; i++) {
            failing.look();
            pass(500);
        }
        assertThat(setBack).hasValue(3);
    }

    @Test
    void nothingIsTriedAgainOnceTheClockIsWhereItWas() {
        ClockWatch failing = watch(() -> {
            setBack.incrementAndGet();
            throw new StreamException("Kafka is away");
        });
        wallMillis -= 5000;
        failing.look();
        wallMillis += 5000;
        failing.look();
        assertThat(setBack).hasValue(1);
    }

    private ClockWatch watch(ClockWatch.Beginning beginning) {
        return new ClockWatch("test", () -> wallMillis, () -> nanos, beginning);
    }

    private void pass(long millis) {
        wallMillis += millis;
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
