package dev.posestream.network.onnx;

import java.util.Arrays;

/** Weights of convolutions as ONNX Runtime's blocked convolution reads them; what fills up the last blocks is 0. */
final class BlockedWeights {

    private final int block;

    BlockedWeights(int block) {
        this.block = block;
    }

    /** [channels] → [filled up]. */
    float[] perChannel(float[] values) {
        return Arrays.copyOf(values, filledUp(values.length));
    }

    /** [channels, 1, k, k] → [channels / block, k, k, block]. */
    float[] depthwise(float[] weights, int channels) {
        int kernel = weights.length / channels;
        float[] blocked = new float[filledUp(channels) * kernel];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < kernel; i++) {
                blocked[(c / block * kernel + i) * block + c % block] = weights[c * kernel + i];
            }
        }
        return blocked;
    }

    /** [out, in, k, k] → [out / block, in / block, k, k, block of in, block of out]. */
    float[] dense(float[] weights, int out, int in) {
        int kernel = weights.length / out / in;
        int blocksIn = filledUp(in) / block;
        float[] blocked = new float[filledUp(out) * filledUp(in) * kernel];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                for (int k = 0; k < kernel; k++) {
                    blocked[(((o / block * blocksIn + i / block) * kernel + k) * block + i % block) * block + o % block] = weights[(o * in + i) * kernel + k];
                }
            }
        }
        return blocked;
    }

    /** For an input in plain layout: [out, in, k, k] → [out / block, in, k, k, block]. */
    float[] ofPlainInput(float[] weights, int out) {
        return depthwise(weights, out);
    }

    private int filledUp(int channels) {
        return (channels + block - 1) / block * block;
    }
}
