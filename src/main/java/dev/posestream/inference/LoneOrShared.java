package dev.posestream.inference;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * A network that is loaded twice: with one thread, which gives the most throughput when several batches run side by side, and with
 * a thread for each core, on which a batch that runs alone is done sooner. Which one it is, is decided at each run; the
 * results are the same. Owns both.
 */
final class LoneOrShared implements LoadedNetwork {

    private final LoadedNetwork oneThread;
    private final LoadedNetwork allCores;
    private final RunningBatches running;

    /** @param running common to all networks that share the cores */
    LoneOrShared(LoadedNetwork oneThread, LoadedNetwork allCores, RunningBatches running) {
        this.oneThread = oneThread;
        this.allCores = allCores;
        this.running = running;
    }

    @Override
    public String name() {
        return oneThread.name();
    }

    @Override
    public NetworkRunner newRunner() {
        return new Runner(oneThread.newRunner(), allCores.newRunner());
    }

    @Override
    public void close() {
        oneThread.close();
        allCores.close();
    }

    private final class Runner implements NetworkRunner {

        private final NetworkRunner shared;
        private final NetworkRunner lone;

        Runner(NetworkRunner shared, NetworkRunner lone) {
            this.shared = shared;
            this.lone = lone;
        }

        @Override
        public List<FloatBuffer> run(FloatBuffer input, int batch, int height, int width) throws InferenceException {
            NetworkRunner runner = running.begin() ? lone : shared;
            try {
                return runner.run(input, batch, height, width);
            } finally {
                running.end();
            }
        }

        @Override
        public void close() {
            shared.close();
            lone.close();
        }
    }
}
