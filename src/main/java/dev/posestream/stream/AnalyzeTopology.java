package dev.posestream.stream;

import dev.posestream.analysis.CameraMemory;
import dev.posestream.analysis.FairShare;
import dev.posestream.analysis.FrameAnalysis;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** {@code frames → analyze → poses}; {@code dropped} for what is not worth it, {@code deadletter} for what can't be analysed. */
final class AnalyzeTopology {

    static final String POSES = "poses";
    static final String DROPPED = "dropped";
    static final String DEADLETTER = "deadletter";

    private AnalyzeTopology() {}

    static Topology of(Topics topics, FrameAnalysis analysis, AnalyzeModel model, AnalyzeSettings settings, AnalyzeMetrics metrics,
                       LongSupplier clockUs, int maxFrameBytes) {
        FairShare shares = new FairShare(settings.maxAge(), () -> System.nanoTime() / 1000);
        ProcessorSupplier<String, byte[], String, byte[]> supplier = new ProcessorSupplier<>() {
            @Override
            public Processor<String, byte[], String, byte[]> get() {
                return new AnalyzeProcessor(analysis, model, settings, metrics, shares, clockUs, maxFrameBytes);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(memories());
            }
        };
        Topology topology = new Topology();
        topology.addSource("frames", new StringDeserializer(), new ByteArrayDeserializer(), topics.frames());
        topology.addProcessor("analyze", supplier, "frames");
        topology.addSink(POSES, topics.poses(), new StringSerializer(), new ByteArraySerializer(), "analyze");
        topology.addSink(DROPPED, topics.dropped(), new StringSerializer(), new ByteArraySerializer(), "analyze");
        topology.addSink(DEADLETTER, topics.deadletter(), new StringSerializer(), new ByteArraySerializer(), "analyze");
        return topology;
    }

    /** Not cached: what is remembered reaches the changelog before the pose that came of it, so that no id is given twice. */
    private static StoreBuilder<?> memories() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(AnalyzeProcessor.STORE), Serdes.String(), new MemorySerde())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of("segment.bytes", "16777216", "min.cleanable.dirty.ratio", "0.3"));
    }
}
