package dev.posestream.app.command;

import dev.posestream.pose.Person;
import dev.posestream.pose.PoseFrame;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/** Counts what came out of a run over files. */
final class RunSummary {

    private static final int DIGITS = 3;

    private final Map<String, Long> lastSeq = new HashMap<>();
    private final Map<String, Set<Long>> tracks = new HashMap<>();
    private final Histogram latencyUs = new Histogram(DIGITS);
    private final long startNanos = System.nanoTime();
    private long frames;
    private long people;
    private long dropped;

    void add(PoseFrame frame) {
        String session = frame.camera() + "/" + frame.session();
        if (frame.seq() <= lastSeq.getOrDefault(session, -1L)) {
            return; // delivered again
        }
        lastSeq.put(session, frame.seq());
        frames++;
        people += frame.people().size();
        dropped += frame.dropped();
        latencyUs.recordValue(Math.max(0, frame.latencyUs()));
        Set<Long> seen = tracks.computeIfAbsent(frame.camera(), c -> new HashSet<>());
        for (Person person : frame.people()) {
            seen.add(person.track());
        }
    }

    long frames() {
        return frames;
    }

    String text() {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        long trackCount = tracks.values().stream().mapToLong(Set::size).sum();
        return """
                  frames    %d analysed, %d dropped
                  people    %d found, %d tracks
                  speed     %.1f frames a second over %.1f s
                  latency   p50 %.0f ms, p95 %.0f ms, p99 %.0f ms""".formatted(frames, dropped, people, trackCount, frames / seconds, seconds,
                ms(50), ms(95), ms(99));
    }

    private double ms(double percentile) {
        return latencyUs.getValueAtPercentile(percentile) / 1000.0;
    }
}
