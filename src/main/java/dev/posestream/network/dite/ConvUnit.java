package dev.posestream.network.dite;

import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Layer;
import dev.posestream.network.graph.Scope;

/**
 * Convolution, batch normalisation and perhaps ReLU: {@code conv}, {@code bn}.
 *
 * @param channels  of the output
 * @param kernel    side, odd
 * @param groups    the input's number of channels makes it depthwise
 * @param bank      kernels to mix for each picture; 1 for a plain convolution
 * @param rectified whether a ReLU follows
 */
record ConvUnit(int channels, int kernel, int stride, int groups, int bank, boolean rectified) implements Layer {

    static ConvUnit depthwise(int channels, int kernel, int stride, int bank) {
        return new ConvUnit(channels, kernel, stride, channels, bank, false);
    }

    static ConvUnit pointwise(int channels, int bank) {
        return new ConvUnit(channels, 1, 1, 1, bank, false);
    }

    ConvUnit withRelu() {
        return new ConvUnit(channels, kernel, stride, groups, bank, true);
    }

    @Override
    public Feature apply(Scope at, Feature x) {
        Feature y = bank == 1 ? at.at("conv").convolution(x, channels, kernel, stride, groups)
                : new DynamicKernelAggregation(channels, kernel, stride, groups, bank).apply(at.at("conv"), x);
        Feature normalised = at.at("bn").batchNorm(y);
        return rectified ? at.relu(normalised) : normalised;
    }
}
