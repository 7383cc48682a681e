package dev.posestream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/** Where a camera's records go: the partition that Kafka's producer gives to its id as the key. */
public final class FramePartitions {

    private FramePartitions() {}

    /** @param partitions of the topic */
    public static int of(String camera, int partitions) {
        return BuiltInPartitioner.partitionForKey(camera.getBytes(UTF_8), partitions);
    }
}
