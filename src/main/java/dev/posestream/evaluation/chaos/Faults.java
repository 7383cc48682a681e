package dev.posestream.evaluation.chaos;

import dev.posestream.stream.Redelivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Everything that is done to an installation. */
final class Faults {

    private static final String CLOCK = "clock-jump";
    private static final String DISK = "full-disk";
    /** Longer than it takes the others to notice that somebody is silent. */
    private static final int NOTICED_SECONDS = 12;
    private static final int SLOW_SECONDS = 20;
    private static final int SLOW_MILLIS = 400;
    private static final int AWAKE_MILLIS = 100;
    private static final int STILL_SECONDS = 2;
    private static final int STORM = 4;
    private static final int REDELIVERED = 50;
    private static final Duration COPIED = Duration.ofMinutes(2);
    private static final Duration JUMP = Duration.ofMinutes(10);

    private final RandomGenerator random;

    Faults(RandomGenerator random) {
        this.random = random;
    }

    /** All that can be done on this machine. */
    List<Fault> all() {
        return every().stream().filter(fault -> missing(fault).isEmpty()).toList();
    }

    /** What a fault would need and is not here, in a sentence. */
    static Optional<String> missing(Fault fault) {
        return switch (fault.name()) {
            case CLOCK -> FalseClock.library().isPresent() ? Optional.empty() : Optional.of("needs libfaketime (Debian: faketime)");
            case DISK -> Files.isExecutable(Path.of("/usr/bin/prlimit")) ? Optional.empty() : Optional.of("needs prlimit (Debian: util-linux)");
            default -> Optional.empty();
        };
    }

    List<Fault> every() {
        return List.of(
                new Fault("kill-ingest", "kill -9 an ingest worker, start it again after " + NOTICED_SECONDS + " s", fleet -> killed(any(fleet.ingest()))),
                new Fault("kill-analyze", "kill -9 an analyze worker, start it again after " + NOTICED_SECONDS + " s", fleet -> killed(any(fleet.analyze()))),
                new Fault("kill-broker", "kill -9 a broker of three, start it again after " + NOTICED_SECONDS + " s", fleet -> killed(any(fleet.brokers()))),
                new Fault("freeze-ingest", "SIGSTOP an ingest worker for " + NOTICED_SECONDS + " s", fleet -> frozen(any(fleet.ingest()))),
                new Fault("freeze-analyze", "SIGSTOP an analyze worker for " + NOTICED_SECONDS + " s", fleet -> frozen(any(fleet.analyze()))),
                new Fault("freeze-broker", "SIGSTOP a broker for " + NOTICED_SECONDS + " s", fleet -> frozen(any(fleet.brokers()))),
                new Fault("slow-broker", "a broker runs " + AWAKE_MILLIS + " of every " + (AWAKE_MILLIS + SLOW_MILLIS) + " ms for " + SLOW_SECONDS + " s",
                        fleet -> slow(any(fleet.brokers()))),
                new Fault(DISK, "no file of a broker may grow for " + NOTICED_SECONDS + " s", fleet -> fullDisk(any(fleet.brokers()))),
                new Fault(CLOCK, "the clock of an ingest and an analyze worker jumps " + JUMP.toMinutes() + " min ahead while a broker stands still, and back after "
                        + NOTICED_SECONDS + " s", this::clockJump),
                new Fault("duplicates", "the last " + REDELIVERED + " frames are delivered again",
                        fleet -> Redelivery.repeat(fleet.connection(), Fleet.TOPICS.frames(), REDELIVERED)),
                new Fault("rebalance-storm", "a third worker of each role comes and goes " + STORM + " times", this::storm),
                new Fault("rolling-restart", "every process is stopped and started, one after the other", this::rollingRestart));
    }

    /** @throws IllegalArgumentException when one of them is not known, or can't be done here */
    List<Fault> named(List<String> names) {
        List<Fault> all = every();
        List<Fault> found = new ArrayList<>();
        for (String name : names) {
            Fault chosen = all.stream().filter(fault -> fault.name().equals(name.toLowerCase(Locale.ROOT))).findFirst().orElseThrow(
                    () -> new IllegalArgumentException("no fault is called '" + name + "'; expected some of "
                            + String.join(", ", all.stream().map(Fault::name).toList())));
            missing(chosen).ifPresent(needs -> {
                throw new IllegalArgumentException(chosen.name() + " " + needs);
            });
            found.add(chosen);
        }
        return found;
    }

    private <M extends Member> M any(List<M> members) {
        return members.get(random.nextInt(members.size()));
    }

    private static void killed(Member member) throws IOException, InterruptedException {
        member.kill();
        TimeUnit.SECONDS.sleep(NOTICED_SECONDS);
        member.start();
    }

    private static void frozen(Member member) throws IOException, InterruptedException {
        member.freeze();
        try {
            TimeUnit.SECONDS.sleep(NOTICED_SECONDS);
        } finally {
            member.thaw();
        }
    }

    private static void slow(Member member) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SLOW_SECONDS);
        while (System.nanoTime() < end) {
            member.freeze();
            try {
                TimeUnit.MILLISECONDS.sleep(SLOW_MILLIS);
            } finally {
                member.thaw();
            }
            TimeUnit.MILLISECONDS.sleep(AWAKE_MILLIS);
        }
    }

    private static void fullDisk(Member broker) throws IOException, InterruptedException {
        broker.fillDisk();
        try {
            TimeUnit.SECONDS.sleep(NOTICED_SECONDS);
        } finally {
            if (broker.alive()) {
                broker.freeDisk();
            } else {
                broker.start();
            }
        }
    }

    private void clockJump(Fleet fleet) throws IOException, InterruptedException, ChaosException {
        FalseClock clock = fleet.clock().orElseThrow();
        Member broker = any(fleet.brokers());
        try {
            broker.freeze();
            try {
                // So that frames are under way when it happens.
                TimeUnit.SECONDS.sleep(STILL_SECONDS);
                clock.shift(JUMP);
                TimeUnit.SECONDS.sleep(STILL_SECONDS);
            } finally {
                broker.thaw();
            }
            TimeUnit.SECONDS.sleep(NOTICED_SECONDS - STILL_SECONDS);
        } finally {
            clock.shift(Duration.ZERO);
        }
    }

    /** None is left the time to settle. */
    private void storm(Fleet fleet) throws IOException, InterruptedException {
        try (Member ingest = fleet.ingestWorker("ingest-3", Map.of()); Member analyze = fleet.analyzeWorker("analyze-3", Map.of())) {
            for (int i = 0; i < STORM; i++) {
                ingest.start();
                analyze.start();
                TimeUnit.SECONDS.sleep(5 + random.nextInt(4));
                ingest.kill();
                analyze.stop();
            }
        }
    }

    private void rollingRestart(Fleet fleet) throws IOException, InterruptedException, ChaosException {
        for (Member broker : fleet.brokers()) {
            broker.stop();
            broker.start();
            Patience.until("all copies of all topics after the restart of " + broker.name(), COPIED, fleet::brokersAgree);
        }
        for (Worker worker : fleet.workers()) {
            worker.stop();
            worker.start();
            Patience.until("the restart of " + worker.name(), COPIED, worker::ready);
        }
    }
}
