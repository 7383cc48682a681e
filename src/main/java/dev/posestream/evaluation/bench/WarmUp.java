package dev.posestream.evaluation.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Tells when a warm-up may end: the JVM has nearly stopped compiling, which else takes the cores from what is measured. */
final class WarmUp {

    private static final int MOST = 6;
    private static final double CALM = 0.05;
    private static final double SLICES = 4;

    private final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    private final long leastNanos;
    private final long startNanos = System.nanoTime();
    private long sliceNanos = startNanos;
    private long compiledMs = compiler.getTotalCompilationTime();
    private boolean calm;

    /** @param least it takes at least so long, and at most {@value #MOST} times that */
    WarmUp(Duration least) {
        leastNanos = least.toNanos();
    }

    boolean done() {
        long now = System.nanoTime();
        if (now - sliceNanos >= leastNanos / SLICES) {
            long compiled = compiler.getTotalCompilationTime();
            calm = (compiled - compiledMs) * 1e6 / (now - sliceNanos) < CALM;
            compiledMs = compiled;
            sliceNanos = now;
        }
        long elapsed = now - startNanos;
        return elapsed >= leastNanos && calm || elapsed >= MOST * leastNanos;
    }
}
