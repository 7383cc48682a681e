package dev.posestream.evaluation.bench;

import dev.posestream.evaluation.process.PoseStreamProcess;
import dev.posestream.stream.AnalysisProgress;
import dev.posestream.stream.BadRecordException;
import dev.posestream.stream.FramePartitions;
import dev.posestream.stream.FramePublisher;
import dev.posestream.stream.PoseJson;
import dev.posestream.stream.RecordTail;
import dev.posestream.stream.StreamException;
import dev.posestream.stream.TopicSettings;
import dev.posestream.stream.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Analysis processes that share the cameras of topics of their own. They have nothing to do between two turns. */
final class WorkerGroup implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerGroup.class);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** @param cpuMs of all processes of the group, for a frame */
    record Turn(double cpuMs, double framesPerSecond) {}

    private final Clip clip;
    private final int partitions;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<PoseStreamProcess> workers = new ArrayList<>();
    private final Map<Integer, ReplayFeed> feeds = new HashMap<>();
    private final FramePublisher publisher;
    private final RecordTail poses;
    /** Ids of results: one may come twice while processes share out the partitions. */
    private final Set<String> analysed = new HashSet<>();
    private long published;

    /** Starts them; they have their share of the partitions only when the first turn is over. */
    WorkerGroup(KafkaStand kafka, Clip clip, ScalingSettings settings, int processes, int threads, int partitions, Path folder)
            throws StreamException, IOException {
        this.clip = clip;
        this.partitions = partitions;
        String name = "scaling-" + processes + "x" + threads;
        Topics topics = new Topics(name + ".");
        TopicSettings topicSettings = KafkaStand.topicSettings(partitions);
        try {
            kafka.create(topics, topicSettings);
            AnalysisProgress unbounded = kept(kafka.unbounded());
            publisher = kept(kafka.publisher(topics, topicSettings, unbounded));
            poses = kept(new RecordTail(kafka.connection(), topics.poses(), false));
            for (int i = 0; i < processes; i++) {
                List<String> command = new ArrayList<>(settings.program());
                command.addAll(List.of("analyze", "--bootstrap-servers", kafka.connection().bootstrapServers(), "--kafka", "security.protocol=PLAINTEXT",
                        "--topic-prefix", name + ".", "--application-id", name, "--threads", Integer.toString(threads),
                        "--partitions", Integer.toString(partitions), "--replication", "1", "--monitoring-port", "0",
                        "--data-folder", folder.resolve(name + "-" + i).toString()));
                command.addAll(settings.options());
                PoseStreamProcess worker = kept(new PoseStreamProcess("worker " + i, command, Map.of(), folder.resolve(name + "-" + i + ".log")));
                worker.start();
                workers.add(worker);
            }
        } catch (StreamException | IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private <C extends AutoCloseable> C kept(C part) {
        opened.add(0, part);
        return part;
    }

    /** Has them analyse the clip's number of frames, of so many cameras together, and waits until all poses are there. */
    Turn run(int cameras) throws BenchException, InterruptedException {
        ReplayFeed feed = feeds.computeIfAbsent(cameras, count -> new ReplayFeed(publisher, clip, FramePartitions.spread("of-" + count + "-", count, partitions)));
        long before = feed.published();
        double cpuMs = -cpuMs();
        long started = System.nanoTime();
        feed.publishUpTo(before + clip.pictures().size());
        long frames = feed.published() - before;
        published += frames;
        long heardNanos = System.nanoTime();
        while (analysed.size() < published) {
            if (take()) {
                heardNanos = System.nanoTime();
            } else if (System.nanoTime() - heardNanos > PATIENCE.toNanos()) {
                throw new BenchException("of " + frames + " frames the analysis has " + (published - analysed.size()) + " left and does not go on");
            }
            checkAlive();
        }
        cpuMs += cpuMs();
        return new Turn(cpuMs / frames, frames / ((System.nanoTime() - started) / (double) TimeUnit.SECONDS.toNanos(1)));
    }

    private void checkAlive() throws BenchException {
        try {
            for (PoseStreamProcess worker : workers) {
                worker.checkAlive();
            }
        } catch (IOException e) {
            throw new BenchException(e.getMessage(), e);
        }
    }

    /** @return whether something came */
    private boolean take() throws BenchException, InterruptedException {
        List<RecordTail.Entry> entries = poses.poll();
        try {
            for (RecordTail.Entry entry : entries) {
                analysed.add(PoseJson.read(entry.value()).id());
            }
        } catch (BadRecordException e) {
            throw new BenchException("the analysis wrote what is no pose record: " + e.getMessage(), e);
        }
        return !entries.isEmpty();
    }

    private double cpuMs() throws BenchException {
        try {
            double sum = 0;
            for (PoseStreamProcess worker : workers) {
                sum += worker.cpu().toNanos() / 1e6;
            }
            return sum;
        } catch (IOException e) {
            throw new BenchException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        for (AutoCloseable part : opened) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} could not be closed: {}", part, e.toString());
            }
        }
        opened.clear();
    }
}
