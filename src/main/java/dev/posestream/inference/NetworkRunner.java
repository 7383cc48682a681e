package dev.posestream.inference;

import java.nio.FloatBuffer;
import java.util.List;

/** Runs a loaded network on the thread that calls it; for use by one thread at a time. */
interface NetworkRunner extends AutoCloseable {

    /**
     * @param input a batch of N pictures of 3×height×width, one after the other, in a direct buffer of native order
     * @return for each of the network's outputs, in the graph's order, N results one after the other
     * @throws InferenceException when the network fails on this input
     */
    List<FloatBuffer> run(FloatBuffer input, int batch, int height, int width) throws InferenceException;

    @Override
    void close();
}
