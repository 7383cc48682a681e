package dev.posestream.evaluation.chaos;

import dev.posestream.camera.CameraSpec;
import dev.posestream.stream.CameraAccount;
import dev.posestream.stream.Guarantee;
import dev.posestream.stream.FramePartitions;
import dev.posestream.stream.Ledger;
import dev.posestream.stream.StreamException;
import dev.posestream.stream.TopicSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Sets up an installation on this machine, lets faults strike one after the other, each when all is well again after the one before,
 * and accounts for every frame.
 */
public final class Chaos {

    private static final int CAMERAS = TopicSettings.DEFAULT.partitions();
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** A camera has a pose at least this often when all is well. */
    private static final Duration FLOWING = Duration.ofSeconds(3);
    /** And has been so for this long. */
    private static final Duration SETTLED = Duration.ofSeconds(4);

    private final Path jar;
    private final Path folder;
    private final Guarantee guarantee;
    private final Consumer<String> log;
    private final Map<String, Long> lastSeen = new HashMap<>();

    /**
     * @param jar    PoseStream, whose processes are started
     * @param folder for everything that they write; a new one
     * @param log    told what happens, a line each
     */
    public Chaos(Path jar, Path folder, Guarantee guarantee, Consumer<String> log) {
        this.jar = jar;
        this.folder = folder;
        this.guarantee = guarantee;
        this.log = log;
    }

    /** @param faults asked for the next when all is well */
    public ChaosReport run(Iterator<Fault> faults) throws IOException, StreamException, InterruptedException, ChaosException {
        try (Fleet fleet = new Fleet(jar, folder, guarantee)) {
            log.accept("starting 3 brokers, 2 ingest and 2 analyze workers, " + CAMERAS + " cameras; their logs are in " + folder);
            fleet.start(cameras(), PATIENCE);
            try (Poses poses = new Poses(fleet.connection(), Fleet.TOPICS.poses())) {
                awaitWell(fleet, poses, "the first poses of all cameras");
                List<Toll> tolls = new ArrayList<>();
                CameraAccount before = account(fleet);
                while (faults.hasNext()) {
                    Toll toll = strike(fleet, poses, faults.next(), before);
                    tolls.add(toll);
                    before = account(fleet);
                }
                return new ChaosReport(guarantee, tolls, finalAccount(fleet));
            }
        }
    }

    private Toll strike(Fleet fleet, Poses poses, Fault fault, CameraAccount before) throws IOException, StreamException, InterruptedException, ChaosException {
        log.accept(fault.name() + ": " + fault.tells());
        long start = System.nanoTime();
        fault.strike().at(fleet);
        awaitWell(fleet, poses, "poses of all cameras after " + fault.name());
        Toll toll = Toll.of(fault, poses.longestSilence(start, System.nanoTime()), before, account(fleet));
        log.accept("    well again; longest silence of a camera %.1f s, %d frames, %d holes, %d unaccounted, %d poses doubled"
                .formatted(toll.silence().toMillis() / 1e3, toll.frames().published(), toll.frames().holes(), toll.frames().unaccounted(),
                        toll.frames().doubled()));
        return toll;
    }

    private static void awaitWell(Fleet fleet, Poses poses, String what) throws InterruptedException, ChaosException {
        Set<String> lacking = new TreeSet<>();
        Patience.until(() -> what + "; it still lacked " + lacking, PATIENCE, () -> {
            fleet.startEnded();
            lacking.clear();
            if (!poses.flow(CAMERAS, FLOWING, SETTLED)) {
                lacking.add("a pose of each camera every " + FLOWING.toSeconds() + " s");
            }
            fleet.unready().forEach(worker -> lacking.add("a ready " + worker));
            if (!fleet.brokersAgree()) {
                lacking.add("brokers that have all copies");
            }
            return lacking.isEmpty();
        });
    }

    /** @throws ChaosException when a frame that was there is there no more */
    private CameraAccount account(Fleet fleet) throws StreamException, ChaosException {
        Ledger ledger = Ledger.read(fleet.connection(), Fleet.TOPICS, Fleet.ANALYSIS, Instant.EPOCH, Instant.now().plus(Duration.ofDays(1)));
        Map<String, Long> now = ledger.lastFrames();
        for (Map.Entry<String, Long> seen : lastSeen.entrySet()) {
            if (now.getOrDefault(seen.getKey(), -1L) < seen.getValue()) {
                throw new ChaosException("published frames are gone: of session " + seen.getKey() + " number " + seen.getValue() + " was on Kafka, and now "
                        + now.getOrDefault(seen.getKey(), -1L) + " is the last");
            }
        }
        lastSeen.putAll(now);
        return ledger.total();
    }

    /** When nothing more comes and all that came has been handled. */
    private CameraAccount finalAccount(Fleet fleet) throws StreamException, InterruptedException, ChaosException {
        log.accept("no more frames; waiting until all are handled");
        fleet.removeCameras();
        CameraAccount[] last = {account(fleet)};
        Patience.until("the analysis to handle the last frames", PATIENCE, () -> {
            CameraAccount now = account(fleet);
            boolean still = now.waiting() == 0 && now.equals(last[0]);
            last[0] = now;
            return still;
        });
        return last[0];
    }

    private static List<CameraSpec> cameras() {
        // One on each partition, so that every worker has some.
        List<String> names = FramePartitions.spread("camera-", CAMERAS, CAMERAS);
        return names.stream().map(name -> new CameraSpec(name, "synthetic:?fps=2&people=1&width=320&height=240&seed=" + names.indexOf(name), Map.of(), true)).toList();
    }
}
