package dev.posestream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/** Where a camera's records go: the partition that Kafka's producer gives to its id as the key. */
public final class FramePartitions {

    private FramePartitions() {}

    /** @return so many ids, of which the first {@code partitions} are each alone on theirs */
    public static List<String> spread(String prefix, int count, int partitions) {
        List<String> names = new ArrayList<>();
        for (int number = 0; names.size() < count; number++) {
            String name = prefix + number;
            if (of(name, partitions) == names.size() % partitions) {
                names.add(name);
            }
        }
        return names;
    }

    /** @param partitions of the topic */
    public static int of(String camera, int partitions) {
        return BuiltInPartitioner.partitionForKey(camera.getBytes(UTF_8), partitions);
    }
}
