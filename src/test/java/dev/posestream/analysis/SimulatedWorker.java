package dev.posestream.analysis;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A worker on a clock of its own: cameras, their queues, the threads that serve these in turn, and what a frame costs. Times are seconds. */
final class SimulatedWorker {

    enum Network {
        /** The threads take turns on it. */
        COMMON,
        /** Each thread is as fast as if it were alone. */
        PER_THREAD
    }

    record Outcome(String camera, double captured, double judged, double done, Admission.Verdict verdict) {

        boolean analysed() {
            return verdict == Admission.Verdict.ANALYSE;
        }

        double latency() {
            return done - captured;
        }
    }

    private record Frame(String camera, int priority, double captured, double arrives) {}

    private static final class Queue {

        private final ArrayDeque<Frame> frames = new ArrayDeque<>();
        private Admission admission;
    }

    private static final class Worker {

        private final List<Queue> queues = new ArrayList<>();
        private double freeAt;
        private Admission analysing;
        private int turn;
    }

    private static final double LOOK_SECONDS = 0.0002;
    private static final long EPOCH_US = 1_795_368_412_000_000L;

    private final Duration maxAge;
    private final Network network;
    private final double cost;
    private final Random random = new Random(7);
    private final List<Worker> threads = new ArrayList<>();
    private final Map<Integer, List<Frame>> sent = new TreeMap<>();
    private final Map<Integer, Queue> queues = new HashMap<>();
    private final TreeMap<Double, Double> clockShifts = new TreeMap<>(Map.of(0.0, 0.0));
    private final Map<String, Double> cameraClocks = new HashMap<>();
    private final List<double[]> stalls = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private double now;
    private double networkFreeAt;

    SimulatedWorker(Duration maxAge, int threads, Network network, double cost) {
        this.maxAge = maxAge;
        this.network = network;
        this.cost = cost;
        for (int i = 0; i < threads; i++) {
            this.threads.add(new Worker());
        }
    }

    /** @param jitter of the time between two frames, as a part of it */
    SimulatedWorker camera(String name, int queue, double fps, int priority, double from, double to, double jitter) {
        List<Frame> frames = sent.computeIfAbsent(queue, q -> new ArrayList<>());
        double phase = random.nextDouble();
        for (int i = 0; from + (i + phase) / fps < to; i++) {
            double captured = from + (i + phase + jitter * (random.nextDouble() - 0.5)) / fps;
            frames.add(new Frame(name, priority, captured, captured + 0.01 + 0.02 * random.nextDouble()));
        }
        return this;
    }

    SimulatedWorker camera(String name, int queue, double fps, double from, double to) {
        return camera(name, queue, fps, 1, from, to, 0.4);
    }

    /** Nothing begins between these times. */
    SimulatedWorker stall(double from, double to) {
        stalls.add(new double[] {from, to});
        return this;
    }

    /** From this time on the machine's clock is that far ahead. */
    SimulatedWorker clockShift(double at, double seconds) {
        clockShifts.put(at, seconds);
        return this;
    }

    /** That camera's clock is that far ahead. */
    SimulatedWorker wrongClock(String camera, double seconds) {
        cameraClocks.put(camera, seconds);
        return this;
    }

    /** The worker starts at that time and runs until that one. */
    SimulatedWorker run(double from, double until) {
        now = from;
        FairShare shares = new FairShare(maxAge, () -> Math.round(now * 1e6));
        sent.forEach((number, frames) -> {
            Queue queue = new Queue();
            frames.sort(Comparator.comparingDouble(Frame::arrives));
            queue.frames.addAll(frames);
            queue.admission = new Admission(maxAge, Duration.ofSeconds(30), EPOCH_US + Math.round(from * 1e6), shares, "thread " + number % threads.size());
            queues.put(number, queue);
            threads.get(number % threads.size()).queues.add(queue);
        });
        threads.forEach(thread -> thread.freeAt = from);
        while (true) {
            Worker next = threads.stream().min(Comparator.comparingDouble(SimulatedWorker::nextAt)).orElseThrow();
            now = resumed(nextAt(next));
            if (now >= until) {
                return this;
            }
            if (next.analysing != null) {
                next.analysing.analysed();
                next.analysing = null;
            } else {
                begin(next);
            }
        }
    }

    private static double nextAt(Worker thread) {
        if (thread.analysing != null) {
            return thread.freeAt;
        }
        double arrives = thread.queues.stream().filter(queue -> !queue.frames.isEmpty()).mapToDouble(queue -> queue.frames.peek().arrives).min()
                .orElse(Double.POSITIVE_INFINITY);
        return Math.max(thread.freeAt, arrives);
    }

    private double resumed(double at) {
        return stalls.stream().filter(stall -> at >= stall[0] && at < stall[1]).mapToDouble(stall -> stall[1]).findFirst().orElse(at);
    }

    private void begin(Worker thread) {
        Queue queue;
        do {
            queue = thread.queues.get(thread.turn++ % thread.queues.size());
        } while (queue.frames.isEmpty() || queue.frames.peek().arrives > now);
        Frame frame = queue.frames.poll();
        double clock = now + clockShifts.floorEntry(now).getValue();
        double captured = frame.captured + cameraClocks.getOrDefault(frame.camera, 0.0);
        Admission.Verdict verdict = queue.admission.judge(frame.camera, frame.priority, EPOCH_US + Math.round(captured * 1e6),
                EPOCH_US + Math.round(clock * 1e6));
        if (verdict == Admission.Verdict.ANALYSE) {
            double begins = network == Network.COMMON ? Math.max(now, networkFreeAt) : now;
            thread.freeAt = begins + cost;
            networkFreeAt = thread.freeAt;
            thread.analysing = queue.admission;
        } else {
            thread.freeAt = now + LOOK_SECONDS;
        }
        outcomes.add(new Outcome(frame.camera, frame.captured, now, thread.freeAt, verdict));
    }

    List<Outcome> outcomes(Predicate<Outcome> which) {
        return outcomes.stream().filter(which).toList();
    }

    /** Analysed frames a second, of those captured between these times. */
    double rate(String camera, double from, double to) {
        return outcomes(o -> o.camera.equals(camera) && o.analysed() && o.captured >= from && o.captured < to).size() / (to - from);
    }
}
