package dev.posestream.inference;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;

/** A network whose output is the first pixel of each picture, doubled. Every batch waits for a permit. */
final class FakeNetwork implements LoadedNetwork {

    /** A batch as it was run. */
    record Batch(List<Float> firstPixels, int height, int width) {}

    static final float POISON = -1;

    final Semaphore permits = new Semaphore(0);
    final List<Batch> started = Collections.synchronizedList(new ArrayList<>());
    volatile int openRunners;
    volatile int maxRunners = Integer.MAX_VALUE;
    volatile boolean closed;

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public synchronized NetworkRunner newRunner() {
        if (openRunners == maxRunners) {
            throw new IllegalStateException("no memory for another runner");
        }
        openRunners++;
        return new Runner();
    }

    @Override
    public void close() {
        closed = true;
    }

    private synchronized void runnerClosed() {
        openRunners--;
    }

    private final class Runner implements NetworkRunner {

        @Override
        public List<FloatBuffer> run(FloatBuffer input, int batch, int height, int width) throws InferenceException {
            List<Float> pixels = new ArrayList<>();
            FloatBuffer output = FloatBuffer.allocate(batch);
            for (int i = 0; i < batch; i++) {
                float pixel = input.get(i * 3 * height * width);
                pixels.add(pixel);
                output.put(pixel * 2);
            }
            started.add(new Batch(pixels, height, width));
            permits.acquireUninterruptibly();
            if (pixels.contains(POISON)) {
                throw new InferenceException("poison");
            }
            return List.of(output.flip());
        }

        @Override
        public void close() {
            runnerClosed();
        }
    }
}
