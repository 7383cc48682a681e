package dev.posestream.network.dite;

import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Layer;
import dev.posestream.network.graph.Scope;

/**
 * Weights in 0..1 for every channel and place of a context: C → hidden → C by 1×1 convolutions, {@code 0}, {@code 1}
 * (batch norm) and {@code 3}; {@code 2} and {@code 4} are ReLU and sigmoid.
 */
record ChannelAttention(int hidden) implements Layer {

    @Override
    public Feature apply(Scope at, Feature context) {
        Feature squeezed = at.at(1).batchNorm(at.at(0).convolution(context, hidden, 1, 1, 1));
        return at.sigmoid(at.at(3).projection(at.relu(squeezed), context.channels()));
    }
}
