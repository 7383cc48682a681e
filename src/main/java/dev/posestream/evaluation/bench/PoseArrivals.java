package dev.posestream.evaluation.bench;

import dev.posestream.pose.PoseFrame;
import dev.posestream.stream.BadRecordException;
import dev.posestream.stream.KafkaConnection;
import dev.posestream.stream.PoseJson;
import dev.posestream.stream.RecordTail;
import dev.posestream.stream.StreamException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The pose records as a consumer gets them, each with its age when it came. */
final class PoseArrivals implements AutoCloseable {

    private final RecordTail tail;
    private final List<Long> ageUs = new ArrayList<>();
    private final List<Long> latencyUs = new ArrayList<>();
    private long people;
    private long dropped;

    /** Begins with what comes from now on. */
    PoseArrivals(KafkaConnection kafka, String topic) throws StreamException {
        tail = new RecordTail(kafka, topic, false);
    }

    /** Takes what has come; waits a moment when nothing has. */
    void poll() throws BenchException, InterruptedException {
        List<RecordTail.Entry> entries = tail.poll();
        long nowUs = nowUs();
        for (RecordTail.Entry entry : entries) {
            PoseFrame frame = read(entry);
            ageUs.add(nowUs - frame.capturedUs());
            latencyUs.add(frame.latencyUs());
            people += frame.people().size();
            dropped += frame.dropped();
        }
    }

    /** Forgets what has come so far: the beginning, which is not like the rest. */
    void clear() {
        ageUs.clear();
        latencyUs.clear();
        people = 0;
        dropped = 0;
    }

    int frames() {
        return ageUs.size();
    }

    /** From capture to this consumer, microseconds. */
    Percentiles ages() {
        return new Percentiles(ageUs);
    }

    /** From capture to the result, as the records say, microseconds. */
    Percentiles latencies() {
        return new Percentiles(latencyUs);
    }

    long people() {
        return people;
    }

    long dropped() {
        return dropped;
    }

    private static PoseFrame read(RecordTail.Entry entry) throws BenchException {
        try {
            return PoseJson.read(entry.value());
        } catch (BadRecordException e) {
            throw new BenchException("the analysis wrote what is no pose record: " + e.getMessage(), e);
        }
    }

    private static long nowUs() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    @Override
    public void close() {
        tail.close();
    }
}
