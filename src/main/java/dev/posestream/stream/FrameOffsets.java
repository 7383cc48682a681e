package dev.posestream.stream;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Which offsets of the topic {@code frames} belong to which times. */
final class FrameOffsets {

    private final KafkaConnection connection;
    private final Admin admin;
    private final String topic;
    private final List<TopicPartition> partitions;

    /** @throws StreamException when Kafka does not answer or has no such topic */
    FrameOffsets(KafkaConnection connection, Admin admin, String topic) throws StreamException {
        this.connection = connection;
        this.admin = admin;
        this.topic = topic;
        partitions = Answer.from(connection, admin.describeTopics(List.of(topic)).topicNameValues().get(topic)).partitions().stream()
                .map(p -> new TopicPartition(topic, p.partition())).toList();
    }

    List<TopicPartition> partitions() {
        return partitions;
    }

    /** Of the oldest record that is kept. */
    Map<Integer, Long> earliest() throws StreamException {
        return offsets(list(OffsetSpec.earliest()));
    }

    /** Behind the newest record. */
    Map<Integer, Long> latest() throws StreamException {
        return offsets(list(OffsetSpec.latest()));
    }

    /** Of the first record of that time or later; where there is none, behind the newest. */
    Map<Integer, Long> at(long timeMs) throws StreamException {
        Map<Integer, Long> latest = latest();
        Map<Integer, Long> found = offsets(list(OffsetSpec.forTimestamp(timeMs)));
        return latest.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                end -> found.get(end.getKey()) < 0 ? end.getValue() : Math.min(found.get(end.getKey()), end.getValue())));
    }

    /** In words, from when to when frames are kept. */
    String kept() throws StreamException {
        Optional<Long> oldest = list(OffsetSpec.forTimestamp(0)).values().stream().filter(i -> i.offset() >= 0).map(ListOffsetsResultInfo::timestamp).min(Long::compare);
        Optional<Long> newest = list(OffsetSpec.maxTimestamp()).values().stream().filter(i -> i.offset() >= 0).map(ListOffsetsResultInfo::timestamp).max(Long::compare);
        return oldest.isEmpty() || newest.isEmpty() ? "topic " + topic + " holds no frames"
                : "topic " + topic + " holds frames from " + Instant.ofEpochMilli(oldest.get()) + " to " + Instant.ofEpochMilli(newest.get());
    }

    private Map<TopicPartition, ListOffsetsResultInfo> list(OffsetSpec spec) throws StreamException {
        return Answer.from(connection, admin.listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, p -> spec))).all());
    }

    private static Map<Integer, Long> offsets(Map<TopicPartition, ListOffsetsResultInfo> infos) {
        return infos.entrySet().stream().collect(Collectors.toMap(info -> info.getKey().partition(), info -> info.getValue().offset()));
    }
}
