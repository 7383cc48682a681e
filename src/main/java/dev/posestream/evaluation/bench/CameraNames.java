package dev.posestream.evaluation.bench;

import dev.posestream.stream.FramePartitions;
import java.util.ArrayList;
import java.util.List;

/** Camera ids whose frames spread evenly over the partitions. */
final class CameraNames {

    private CameraNames() {}

    /** @return so many ids, of which the first {@code partitions} are each alone on theirs */
    static List<String> spread(String prefix, int count, int partitions) {
        List<String> names = new ArrayList<>();
        for (int number = 0; names.size() < count; number++) {
            String name = prefix + number;
            if (FramePartitions.of(name, partitions) == names.size() % partitions) {
                names.add(name);
            }
        }
        return names;
    }
}
