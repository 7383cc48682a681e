package dev.posestream.stream;

import java.time.Duration;

/**
 * How topics are created.
 *
 * @param partitions        of the topics keyed by camera; more than there are analysis threads in all workers is wasted,
 *                          fewer leaves threads idle. Can't be changed later without moving cameras between workers.
 * @param replication       copies of each partition; 1 on the embedded broker, 3 where nothing may be lost
 * @param framesRetention   frames older than this are deleted
 * @param framesBytes       bytes of frames kept per partition at most
 * @param posesRetention    poses, events and occupancy older than this are deleted
 * @param maxFrameBytes     the largest frame record, in bytes
 */
public record TopicSettings(int partitions, short replication, Duration framesRetention, long framesBytes,
                            Duration posesRetention, int maxFrameBytes) {

    /** Room that a record needs beside its value. */
    static final int HEADER_BYTES = 64 << 10;

    public static final TopicSettings DEFAULT = new TopicSettings(8, (short) 1, Duration.ofMinutes(30), 512L << 20,
            Duration.ofDays(7), 8 << 20);

    public TopicSettings {
        if (partitions < 1 || replication < 1 || framesBytes < 1 || maxFrameBytes < 1) {
            throw new IllegalArgumentException("topic settings must be positive: partitions " + partitions + ", replication "
                    + replication + ", frames bytes " + framesBytes + ", max frame bytes " + maxFrameBytes);
        }
    }
}
