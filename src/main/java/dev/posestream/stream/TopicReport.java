package dev.posestream.stream;

import java.util.Map;

/**
 * What a topic looks like on the broker.
 *
 * @param partitions  0 where the topic does not exist
 * @param replication copies of each partition
 * @param settings    what differs from the broker's defaults
 */
public record TopicReport(String topic, int partitions, int replication, Map<String, String> settings) {

    static TopicReport missing(String topic) {
        return new TopicReport(topic, 0, 0, Map.of());
    }

    public boolean exists() {
        return partitions > 0;
    }
}
