package dev.posestream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.posestream.pose.PoseFrame;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers of CloudEvents 1.0 in the binary mode of its Kafka protocol binding. */
final class CloudEvent {

    static final String POSES_V1 = "dev.posestream.poses.v1";

    private CloudEvent() {}

    static Headers of(PoseFrame frame) {
        RecordHeaders headers = new RecordHeaders();
        put(headers, "ce_specversion", "1.0");
        put(headers, "ce_id", frame.id());
        put(headers, "ce_type", POSES_V1);
        put(headers, "ce_source", "/cameras/" + frame.camera());
        put(headers, "ce_time", Instant.EPOCH.plus(frame.capturedUs(), ChronoUnit.MICROS).toString());
        put(headers, "content-type", "application/json");
        put(headers, "session", frame.session());
        put(headers, "seq", Long.toString(frame.seq()));
        return headers;
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
