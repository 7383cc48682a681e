package dev.posestream.inference;

import dev.posestream.network.OnnxFile;
import java.nio.FloatBuffer;

/** One network on one thread, in the form in which the program would run it; to be measured. For one thread at a time. */
public final class SingleThreadNetwork implements AutoCloseable {

    private final LoadedNetwork network;
    private final NetworkRunner runner;

    /**
     * @param device cpu or gpu
     * @throws InferenceException when the graph can't be run or the device can't be used
     */
    public SingleThreadNetwork(OnnxFile model, Device device) throws InferenceException {
        network = Networks.load(model, device, 1, new RunningBatches());
        try {
            runner = network.newRunner();
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /**
     * @param input a batch of N pictures of 3×height×width, one after the other, in a direct buffer of native order
     * @throws InferenceException when the network fails on this input
     */
    public void run(FloatBuffer input, int batch, int height, int width) throws InferenceException {
        runner.run(input, batch, height, width);
    }

    @Override
    public void close() {
        runner.close();
        network.close();
    }
}
