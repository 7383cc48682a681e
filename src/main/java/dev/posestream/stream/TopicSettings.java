package dev.posestream.stream;

import java.time.Duration;

/**
 * How topics are created.
 *
 * @param partitions        of the topics keyed by camera; more than there are analysis threads in all workers is wasted,
 *                          fewer leaves threads idle. Can't be changed later without moving cameras between workers.
 * @param replication       copies of each partition; 0 for as many as there are brokers, up to 3
 * @param framesRetention   frames older than this are deleted
 * @param framesBytes       bytes of frames kept per partition at most
 * @param posesRetention    poses, events and occupancy older than this are deleted
 * @param maxFrameBytes     the largest frame record, in bytes
 */
public record TopicSettings(int partitions, short replication, Duration framesRetention, long framesBytes,
                            Duration posesRetention, int maxFrameBytes) {

    /** Room that a record needs beside its value. */
    static final int HEADER_BYTES = 64 << 10;

    /** With this many copies, one may be missing: a record is there for good when two have it. */
    static final int SAFE_REPLICATION = 3;

    public static final TopicSettings DEFAULT = new TopicSettings(8, (short) 0, Duration.ofMinutes(30), 512L << 20,
            Duration.ofDays(7), 8 << 20);

    public TopicSettings {
        if (partitions < 1 || replication < 0 || framesBytes < 1 || maxFrameBytes < 1) {
            throw new IllegalArgumentException("topic settings must be positive: partitions " + partitions + ", replication "
                    + replication + ", frames bytes " + framesBytes + ", max frame bytes " + maxFrameBytes);
        }
    }

    TopicSettings withReplication(int copies) {
        return new TopicSettings(partitions, (short) copies, framesRetention, framesBytes, posesRetention, maxFrameBytes);
    }

    /** Copies that must have a record before it counts as written. */
    int minInSync() {
        return replication >= SAFE_REPLICATION ? 2 : 1;
    }
}
