package dev.posestream.evaluation.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/** CPU time spent so far: by the process, and by the calling thread together with those of a name. */
record CpuTime(long processNanos, long threadNanos) {

    private static final com.sun.management.OperatingSystemMXBean PROCESS =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** @param others beginning of the names of threads that also count; they have to live on until the next call */
    static CpuTime now(String others) {
        long threads = THREADS.getCurrentThreadCpuTime();
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith(others)) {
                threads += Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return new CpuTime(PROCESS.getProcessCpuTime(), threads);
    }

    CpuTime since(CpuTime before) {
        return new CpuTime(processNanos - before.processNanos, threadNanos - before.threadNanos);
    }
}
