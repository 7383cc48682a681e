package dev.posestream.dashboard;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One thing without which the program can't do its work.
 *
 * @param name    short, such as {@code broker}
 * @param problem asked on a worker thread, so it may block for a moment; empty when all is well, else a sentence to show
 */
public record HealthCheck(String name, Supplier<Optional<String>> problem) {

    /** A check that either holds or has this problem. */
    public static HealthCheck of(String name, BooleanSupplier healthy, String problem) {
        return new HealthCheck(name, () -> healthy.getAsBoolean() ? Optional.empty() : Optional.of(problem));
    }
}
