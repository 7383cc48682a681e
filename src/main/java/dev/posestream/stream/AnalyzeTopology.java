package dev.posestream.stream;

import dev.posestream.analysis.CameraMemory;
import dev.posestream.analysis.FairShare;
import dev.posestream.analysis.FrameAnalysis;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
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

    private static final Map<String, String> CHANGELOG = Map.of("segment.bytes", "16777216", "min.cleanable.dirty.ratio", "0.3");

    private AnalyzeTopology() {}

    /** The topics that Kafka Streams makes for an application of this kind. */
    static List<String> changelogs(String applicationId) {
        return Stream.of(AnalyzeProcessor.STORE, AnalyzeProcessor.SCENES).map(store -> applicationId + "-" + store + "-changelog").toList();
    }

    static Topology of(Topics topics, FrameAnalysis analysis, AnalyzeModel model, AnalyzeSettings settings, AnalyzeMetrics metrics,
                       LongSupplier clockUs, int maxFrameBytes, Optional<BackfillRange> backfill) {
        FairShare shares = new FairShare(settings.maxAge(), () -> System.nanoTime() / 1000);
        ProcessorSupplier<String, byte[], String, byte[]> supplier = new ProcessorSupplier<>() {
            @Override
            public Processor<String, byte[], String, byte[]> get() {
                return new AnalyzeProcessor(analysis, model, settings, metrics, shares, clockUs, maxFrameBytes, backfill);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(memories(), scenes());
            }
        };
        Topology topology = new Topology();
        topology.addSource("frames", new StringDeserializer(), new ByteArrayDeserializer(), topics.frames());
        topology.addProcessor("analyze", supplier, "frames");
        topology.addSink(POSES, backfill.map(BackfillRange::output).orElse(topics.poses()), new StringSerializer(), new ByteArraySerializer(), "analyze");
        topology.addSink(DROPPED, topics.dropped(), new StringSerializer(), new ByteArraySerializer(), "analyze");
        topology.addSink(DEADLETTER, topics.deadletter(), new StringSerializer(), new ByteArraySerializer(), "analyze");
        return topology;
    }

    /** Not cached: what is remembered is sent to the changelog before the pose that came of it. */
    private static StoreBuilder<?> memories() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(AnalyzeProcessor.STORE), Serdes.String(), new MemorySerde())
                .withCachingDisabled().withLoggingEnabled(CHANGELOG);
    }

    /** What the detector last saw: where a task has moved to, it is to run when it would have run. */
    private static StoreBuilder<?> scenes() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(AnalyzeProcessor.SCENES), Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled().withLoggingEnabled(CHANGELOG);
    }
}
