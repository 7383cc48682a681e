package dev.posestream.evaluation.bench;

import dev.posestream.evaluation.bench.WorkLog.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the networks as often as the analysis did, and does nothing else: threads take runs from a list until it is empty. */
final class BareAnalysis implements AutoCloseable {

    private final BareNetworks networks;
    private final int threads;
    private final ExecutorService executor;
    private int batch;

    BareAnalysis(BareNetworks networks, int threads) {
        this.networks = networks;
        this.threads = threads;
        this.executor = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "bare-analysis");
            thread.setDaemon(true);
            return thread;
        });
        batch = networks.batches().get(0);
    }

    /** Finds the batch size that makes this loop fastest, so that the comparison is with the best there is. */
    void tune() throws BenchException, InterruptedException {
        Work trial = new Work(threads, 16L * threads);
        run(trial);
        long best = Long.MAX_VALUE;
        int fastest = batch;
        for (int size : networks.batches()) {
            batch = size;
            long nanos = Math.min(run(trial), run(trial));
            if (nanos < best) {
                best = nanos;
                fastest = size;
            }
        }
        batch = fastest;
    }

    /** Crops in a run of the pose network. */
    int batch() {
        return batch;
    }

    /** @return nanoseconds it took */
    long run(Work work) throws BenchException, InterruptedException {
        List<Integer> runs = runs(work);
        AtomicInteger next = new AtomicInteger();
        Callable<Void> loop = () -> {
            for (int i = next.getAndIncrement(); i < runs.size(); i = next.getAndIncrement()) {
                if (runs.get(i) == 0) {
                    networks.person().run(1, i);
                } else {
                    networks.pose().run(runs.get(i), i);
                }
            }
            return null;
        };
        long started = System.nanoTime();
        for (Future<Void> done : executor.invokeAll(Collections.nCopies(threads, loop))) {
            await(done);
        }
        return System.nanoTime() - started;
    }

    /** Batch sizes for the pose network, and zeros for the person network, mixed as an analysis mixes them. */
    private List<Integer> runs(Work work) {
        List<Integer> runs = new ArrayList<>(Collections.nCopies(Math.toIntExact(work.detections()), 0));
        for (long left = work.crops(); left > 0; left -= batch) {
            runs.add((int) Math.min(left, batch));
        }
        Collections.shuffle(runs, new Random(1));
        return runs;
    }

    private static void await(Future<Void> done) throws BenchException, InterruptedException {
        try {
            done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BenchException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
