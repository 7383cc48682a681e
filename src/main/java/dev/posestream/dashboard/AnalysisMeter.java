package dev.posestream.dashboard;

import java.util.ArrayDeque;
import java.util.Deque;

/** Counts the results of one camera as they come. Used by any thread. */
final class AnalysisMeter {

    private static final long SECOND_NANOS = 1_000_000_000L;
    /** Long enough that a rate stands still, short enough that it follows a change. */
    private static final long RATE_NANOS = 5 * SECOND_NANOS;
    /** Overload comes in bursts; a notice about it is not to flicker. */
    private static final long LATELY_NANOS = 10 * SECOND_NANOS;

    private record Result(long nanos, long dropped) {}

    private final Deque<Result> lately = new ArrayDeque<>();
    private final long sinceNanos;
    private long dropped;

    /** @param nanos now */
    AnalysisMeter(long nanos) {
        sinceNanos = nanos;
    }

    /**
     * @param nanos          now
     * @param droppedBefore  frames dropped between the result before and this one
     */
    synchronized void add(long nanos, long droppedBefore) {
        lately.addLast(new Result(nanos, droppedBefore));
        dropped += droppedBefore;
        forget(nanos);
    }

    /** @param nanos now */
    synchronized AnalysisRate rate(long nanos) {
        forget(nanos);
        long recent = lately.stream().filter(result -> nanos - result.nanos() < RATE_NANOS).count();
        // A meter that has just begun has no five seconds behind it; less than one says too little.
        long span = Math.min(RATE_NANOS, Math.max(nanos - sinceNanos, SECOND_NANOS));
        return new AnalysisRate(recent * (double) SECOND_NANOS / span, lately.size(),
                lately.stream().mapToLong(Result::dropped).sum(), dropped);
    }

    private void forget(long nanos) {
        while (!lately.isEmpty() && nanos - lately.getFirst().nanos() >= LATELY_NANOS) {
            lately.removeFirst();
        }
    }
}
