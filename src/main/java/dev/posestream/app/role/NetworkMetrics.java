package dev.posestream.app.role;

import dev.posestream.inference.NetworkStats;
import dev.posestream.inference.Networks;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** What the networks have done, as metrics: {@code posestream.network.…} with the tag {@code network}. */
final class NetworkMetrics {

    private NetworkMetrics() {}

    static void bind(Networks networks, MeterRegistry registry) {
        bind("person", networks.personStats(), registry);
        bind("pose", networks.poseStats(), registry);
    }

    private static void bind(String network, NetworkStats stats, MeterRegistry registry) {
        count("batches", "batches run well", network, stats, NetworkStats::batches, registry);
        count("items", "pictures or crops run well", network, stats, NetworkStats::items, registry);
        count("failed", "pictures or crops whose batch failed", network, stats, NetworkStats::failedItems, registry);
        count("run.seconds", "time from the start of a batch to its outputs, summed over the batches run well", network, stats, s -> s.runNanos() / 1e9, registry);
        count("queue.seconds", "time from a picture's or crop's being ready to the start of its batch, summed over the pictures and crops run well", network, stats, s -> s.queueNanos() / 1e9, registry);
    }

    private static void count(String name, String description, String network, NetworkStats stats, ToDoubleFunction<NetworkStats> value,
                              MeterRegistry registry) {
        FunctionCounter.builder("posestream.network." + name, stats, value).description(description).tag("network", network).register(registry);
    }
}
