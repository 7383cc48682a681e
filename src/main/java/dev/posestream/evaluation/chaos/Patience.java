package dev.posestream.evaluation.chaos;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for something to become true. */
final class Patience {

    private Patience() {}

    /** @throws ChaosException when it has not within that time */
    static void until(String what, Duration patience, Callable<Boolean> condition) throws ChaosException, InterruptedException {
        until(() -> what, patience, condition);
    }

    /** @param what is waited for, as told when it has not come */
    static void until(Supplier<String> what, Duration patience, Callable<Boolean> condition) throws ChaosException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() > end) {
                    throw new ChaosException("waited " + patience.toSeconds() + " s for: " + what.get());
                }
                TimeUnit.MILLISECONDS.sleep(250);
            }
        } catch (ChaosException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ChaosException("while waiting for: " + what.get() + ": " + e.getMessage());
        }
    }
}
