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
    static final String DROPPED_V1 = "dev.posestream.dropped.v1";

    private CloudEvent() {}

    static Headers of(PoseFrame poses) {
        return headers(POSES_V1, poses.camera(), poses.session(), poses.seq(), poses.capturedUs());
    }

    static Headers of(DroppedFrame frame) {
        return headers(DROPPED_V1, frame.camera(), frame.session(), frame.seq(), frame.capturedUs());
    }

    private static Headers headers(String type, String camera, String session, long seq, long capturedUs) {
        RecordHeaders headers = new RecordHeaders();
        put(headers, "ce_specversion", "1.0");
        put(headers, "ce_id", camera + "/" + session + "/" + seq);
        put(headers, "ce_type", type);
        put(headers, "ce_source", "/cameras/" + camera);
        put(headers, "ce_time", Instant.EPOCH.plus(capturedUs, ChronoUnit.MICROS).toString());
        put(headers, "content-type", "application/json");
        put(headers, "session", session);
        put(headers, "seq", Long.toString(seq));
        return headers;
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
