package dev.posestream.stream;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** The wall clock has gone back by so much that Kafka's clients, which count by it, have to be begun anew. */
final class ClockSetBackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClockSetBackException(long byUs) {
        super("this machine's clock has been set back by " + Duration.of(byUs, ChronoUnit.MICROS).toSeconds() + " s");
    }
}
