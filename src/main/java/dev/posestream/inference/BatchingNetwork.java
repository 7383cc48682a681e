package dev.posestream.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A network shared by many threads: each brings its pictures and waits, workers run what has gathered as batches.
 * Owns its workers and the {@link LoadedNetwork}.
 */
final class BatchingNetwork implements AutoCloseable {

    /** Writes picture {@code index} into {@code pixels}: 3×height×width, normalised. */
    interface PictureWriter {
        void write(int index, float[] pixels);
    }

    private static final int CHANNELS = 3;

    private final LoadedNetwork network;
    private final BatchQueue queue;
    private final PixelBuffers buffers;
    private final NetworkStats stats;
    private final List<Thread> workers = new ArrayList<>();

    /**
     * Closes the network when a worker can't be started.
     *
     * @param workers  threads that run batches side by side
     * @param maxBatch pictures in a batch at most
     * @param maxWait  how long a worker waits for pictures that somebody is preparing, to make its batch larger
     */
    BatchingNetwork(LoadedNetwork network, int workers, int maxBatch, Duration maxWait) {
        this.network = network;
        queue = new BatchQueue(maxBatch, maxWait.toNanos());
        buffers = new PixelBuffers(2 * workers * maxBatch);
        stats = new NetworkStats(queue::waiting);
        try {
            for (int i = 0; i < workers; i++) {
                startWorker(network.name() + "-" + i);
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void startWorker(String name) {
        Thread thread = new Thread(new BatchWorker(network.name(), queue, buffers, network.newRunner(), stats), name);
        thread.setDaemon(true);
        thread.start();
        workers.add(thread);
    }

    NetworkStats stats() {
        return stats;
    }

    int waiting() {
        return queue.waiting();
    }

    int idle() {
        return queue.idle();
    }

    /**
     * Prepares pictures on this thread, runs them and waits.
     *
     * @return for each picture one array per output of the network
     * @throws InferenceException when the network fails, is closed, or this thread is interrupted
     */
    List<float[][]> run(int count, int height, int width, PictureWriter writer) throws InferenceException {
        List<BatchItem> items = submit(count, height, width, writer);
        List<float[][]> results = new ArrayList<>(count);
        for (BatchItem item : items) {
            results.add(await(item.result()));
        }
        return results;
    }

    private List<BatchItem> submit(int count, int height, int width, PictureWriter writer) throws InferenceException {
        List<BatchItem> items = new ArrayList<>(count);
        boolean prepared = false;
        queue.announce();
        try {
            for (int i = 0; i < count; i++) {
                float[] pixels = buffers.take(CHANNELS * height * width);
                writer.write(i, pixels);
                items.add(new BatchItem(pixels, height, width, System.nanoTime(), new CompletableFuture<>()));
            }
            prepared = true;
        } finally {
            if (!prepared) {
                queue.abandon();
            }
        }
        if (!queue.add(items)) {
            throw closed();
        }
        return items;
    }

    private float[][] await(CompletableFuture<float[][]> result) throws InferenceException {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for network " + network.name());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof InferenceException failure ? new InferenceException(failure.getMessage(), failure)
                    : new InferenceException("network " + network.name() + " failed: " + e.getCause().getMessage(), e.getCause());
        }
    }

    /** Nobody's fault, least of all the picture's. */
    private CancellationException closed() {
        return new CancellationException("network " + network.name() + " is closed");
    }

    /** Fails what waits, lets what runs come to its end, then frees the network. A second call does nothing. */
    @Override
    public void close() {
        queue.close().forEach(item -> item.result().completeExceptionally(closed()));
        boolean interrupted = false;
        for (Thread worker : workers) {
            while (worker.isAlive()) {
                try {
                    worker.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        network.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
