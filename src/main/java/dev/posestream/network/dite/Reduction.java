package dev.posestream.network.dite;

import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Layer;
import dev.posestream.network.graph.Scope;

/**
 * Depthwise 3×3, batch norm, 1×1, batch norm, perhaps ReLU: {@code 0} to {@code 3}. With stride 2 it halves the size.
 *
 * @param channels of the output
 */
record Reduction(int channels, int stride, boolean rectified) implements Layer {

    @Override
    public Feature apply(Scope at, Feature x) {
        Feature spatial = at.at(1).batchNorm(at.at(0).convolution(x, x.channels(), 3, stride, x.channels()));
        Feature mixed = at.at(3).batchNorm(at.at(2).convolution(spatial, channels, 1, 1, 1));
        return rectified ? at.relu(mixed) : mixed;
    }
}
