package dev.posestream.network.dite;

import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Layer;
import dev.posestream.network.graph.Scope;

/**
 * Depthwise-separable convolution: {@code depthwise_conv}, then {@code pointwise_conv} with ReLU, each with its batch norm.
 *
 * @param channels        of the output
 * @param kernel          side of the depthwise part, odd
 * @param rectifiedWithin whether a ReLU follows the depthwise part, too
 */
record SeparableUnit(int channels, int kernel, int stride, boolean rectifiedWithin) implements Layer {

    @Override
    public Feature apply(Scope at, Feature x) {
        ConvUnit depthwise = ConvUnit.depthwise(x.channels(), kernel, stride, 1);
        Feature spatial = (rectifiedWithin ? depthwise.withRelu() : depthwise).apply(at.at("depthwise_conv"), x);
        return ConvUnit.pointwise(channels, 1).withRelu().apply(at.at("pointwise_conv"), spatial);
    }
}
