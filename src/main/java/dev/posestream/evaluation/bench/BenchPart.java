package dev.posestream.evaluation.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can be measured. */
public enum BenchPart {
    /** CPU time from a video file to frames on Kafka. */
    CAPTURE,
    /** Frames a second from frames on Kafka to poses on Kafka. */
    ANALYSIS,
    /** Time from capture to a pose that a consumer has, at half of the analysis's throughput. */
    LATENCY,
    /** Time of Dite-HRNet for a person, on one thread, against a graph as the authors' code is exported. */
    NETWORK,
    /** CPU time of a frame's analysis and frames a second, for more and more cameras, threads and processes. */
    SCALING;

    /** @throws IllegalArgumentException when a name is none of these */
    public static Set<BenchPart> parse(String names) {
        Set<BenchPart> parts = EnumSet.noneOf(BenchPart.class);
        for (String name : names.split(",")) {
            parts.add(Arrays.stream(values()).filter(p -> p.label().equals(name.strip())).findFirst().orElseThrow(() ->
                    new IllegalArgumentException("'" + name.strip() + "' is nothing that can be measured; expected one or more of "
                            + String.join(",", Arrays.stream(values()).map(BenchPart::label).toList()))));
        }
        return parts;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
