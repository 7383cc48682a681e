package dev.posestream.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread of a {@link BatchingNetwork}: takes a batch, runs it, hands out the results. A failed batch does not end it. */
final class BatchWorker implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchWorker.class);

    private final String network;
    private final BatchQueue queue;
    private final PixelBuffers buffers;
    private final NetworkRunner runner;
    private final NetworkStats stats;
    private FloatBuffer input = FloatBuffer.allocate(0);

    BatchWorker(String network, BatchQueue queue, PixelBuffers buffers, NetworkRunner runner, NetworkStats stats) {
        this.network = network;
        this.queue = queue;
        this.buffers = buffers;
        this.runner = runner;
        this.stats = stats;
    }

    @Override
    public void run() {
        try (runner) {
            for (List<BatchItem> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
                run(batch);
            }
        } catch (InterruptedException e) {
            // Only its owner interrupts this thread, to end it.
            Thread.currentThread().interrupt();
        }
    }

    private void run(List<BatchItem> batch) {
        try {
            long started = System.nanoTime();
            long queued = batch.stream().mapToLong(item -> started - item.submittedNanos()).sum();
            BatchItem first = batch.get(0);
            fill(batch, first.pixels().length);
            List<FloatBuffer> outputs = runner.run(input, batch.size(), first.height(), first.width());
            stats.ran(batch.size(), queued, System.nanoTime() - started);
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).result().complete(slice(outputs, i, batch.size()));
            }
        } catch (InferenceException | RuntimeException | Error e) {
            fail(batch, e);
        }
    }

    private void fill(List<BatchItem> batch, int length) {
        int total = batch.size() * length;
        if (input.capacity() < total) {
            input = ByteBuffer.allocateDirect(Math.multiplyExact(total, Float.BYTES)).order(ByteOrder.nativeOrder()).asFloatBuffer();
        }
        input.clear();
        for (BatchItem item : batch) {
            input.put(item.pixels());
            buffers.give(item.pixels());
        }
        input.flip();
    }

    private static float[][] slice(List<FloatBuffer> outputs, int index, int batch) {
        float[][] result = new float[outputs.size()][];
        for (int o = 0; o < result.length; o++) {
            int length = outputs.get(o).limit() / batch;
            result[o] = new float[length];
            outputs.get(o).get(index * length, result[o]);
        }
        return result;
    }

    private void fail(List<BatchItem> batch, Throwable cause) {
        stats.failed(batch.size());
        InferenceException failure = new InferenceException("network " + network + " failed on a batch of " + batch.size()
                + " pictures of " + batch.get(0).width() + "x" + batch.get(0).height() + ": " + cause.getMessage(), cause);
        LOG.warn(failure.getMessage());
        batch.forEach(item -> item.result().completeExceptionally(failure));
    }
}
