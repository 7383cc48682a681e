package dev.posestream.stream;

import java.nio.file.Path;

/**
 * A broker that PoseStream runs.
 *
 * @param folder       where Kafka keeps its log; used again at the next start
 * @param port         for clients, on 127.0.0.1, in a cluster on the host given there; 0 for any free one
 * @param minFreeBytes when less is free on the folder's disk, frames are refused (and counted) before Kafka runs into the wall
 * @param quorum       the brokers it works with
 */
public record BrokerSettings(Path folder, int port, long minFreeBytes, Quorum quorum) {

    public static final BrokerSettings DEFAULT = new BrokerSettings(Path.of("data"), 9092, 256L << 20);

    /** A broker that is alone. */
    public BrokerSettings(Path folder, int port, long minFreeBytes) {
        this(folder, port, minFreeBytes, Quorum.ALONE);
    }

    public BrokerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("broker port is " + port + ", expected 0 to 65535");
        }
    }
}
