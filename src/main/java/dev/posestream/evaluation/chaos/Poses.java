package dev.posestream.evaluation.chaos;

import dev.posestream.stream.KafkaConnection;
import dev.posestream.stream.RecordTail;
import dev.posestream.stream.StreamException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the poses as they come, as a subscriber does, and remembers when each camera had some. */
final class Poses implements AutoCloseable {

    private final RecordTail tail;
    private final Thread thread = new Thread(this::read, "chaos-subscriber");
    private final Map<String, List<Long>> arrivals = new TreeMap<>();
    private volatile boolean closed;

    Poses(KafkaConnection connection, String topic) throws StreamException {
        tail = new RecordTail(connection, topic, true);
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        while (!closed) {
            try {
                List<RecordTail.Entry> entries = tail.poll();
                long now = System.nanoTime();
                synchronized (this) {
                    entries.forEach(entry -> arrivals.computeIfAbsent(entry.camera(), c -> new ArrayList<>()).add(now));
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Whether, during the last while, none of so many cameras was without a pose for longer than that. */
    synchronized boolean flow(int cameras, Duration longest, Duration last) {
        long now = System.nanoTime();
        return arrivals.size() >= cameras && longestSilence(now - last.toNanos(), now).compareTo(longest) <= 0;
    }

    /**
     * The longest time that any camera was without a pose, of those that reach into the time from {@code startNanos} to {@code endNanos}
     * ({@link System#nanoTime}).
     */
    synchronized Duration longestSilence(long startNanos, long endNanos) {
        long longest = 0;
        for (List<Long> times : arrivals.values()) {
            for (int i = 0; i < times.size(); i++) {
                long begin = times.get(i);
                long end = i + 1 < times.size() ? times.get(i + 1) : endNanos;
                if (begin <= endNanos && end >= startNanos) {
                    longest = Math.max(longest, end - begin);
                }
            }
        }
        return Duration.ofNanos(longest);
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.interrupt();
        thread.join();
        tail.close();
    }
}
