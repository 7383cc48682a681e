package dev.posestream.network.dite;

import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Layer;
import dev.posestream.network.graph.Scope;

/**
 * GCM, the form of ACM (adaptive context modelling) within one resolution: a mask says where to look, the features under it
 * give one context vector, and that a weight for each channel; size in, size out (paper, section 3.3). The batch norm comes after
 * the product, and there is no residual sum.
 *
 * @param reduction channels to hidden ones
 */
record GlobalContextModelling(int reduction) implements Layer {

    @Override
    public Feature apply(Scope at, Feature x) {
        Feature mask = at.positionSoftmax(at.at("conv_mask").projection(x, 1));
        Feature context = at.weightedPool(x, mask);
        Feature weights = new ChannelAttention(x.channels() / reduction).apply(at.at("channel_attention"), context);
        return at.at("bn").batchNorm(at.multiply(x, weights));
    }
}
