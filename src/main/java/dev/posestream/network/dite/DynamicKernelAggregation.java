package dev.posestream.network.dite;

import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Layer;
import dev.posestream.network.graph.Scope;

/**
 * DKA: a convolution whose kernel is mixed for each picture out of a bank of n kernels, by what the picture's channels are on
 * average: C × 1 × 1 → C/4 → n weights in 0..1 (paper, section 3.2).
 */
record DynamicKernelAggregation(int channels, int kernel, int stride, int groups, int bank) implements Layer {

    private static final int REDUCTION = 4;

    @Override
    public Feature apply(Scope at, Feature x) {
        Scope attention = at.at("attention");
        Feature pooled = attention.averagePool(x);
        Feature hidden = attention.at("conv1").convolution(pooled, x.channels() / REDUCTION, 1, 1, 1);
        Feature rectified = attention.relu(attention.at("bn").batchNorm(hidden));
        Feature weights = attention.sigmoid(attention.at("conv2").projection(rectified, bank));
        return at.at("aggregation").dynamicConvolution(x, weights, channels, kernel, stride, groups);
    }
}
