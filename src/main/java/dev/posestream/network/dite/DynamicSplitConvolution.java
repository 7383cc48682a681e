package dev.posestream.network.dite;

import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Layer;
import dev.posestream.network.graph.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * DSC: the channels in groups, each with a depthwise convolution of its own size (3, 5, 7, 9), so that one layer looks near and far; size
 * in, size out (paper, section 3.2).
 *
 * @param groups how many
 * @param bank   kernels to mix in each; 1 for plain convolutions
 */
record DynamicSplitConvolution(int groups, int bank) implements Layer {

    @Override
    public Feature apply(Scope at, Feature x) {
        if (groups == 1) {
            return ConvUnit.depthwise(x.channels(), 3, 1, bank).apply(at.at("conv").at(0), x);
        }
        int channels = x.channels() / groups;
        List<Feature> parts = at.split(x, Collections.nCopies(groups, channels));
        List<Feature> convolved = new ArrayList<>();
        for (int j = 0; j < groups; j++) {
            convolved.add(ConvUnit.depthwise(channels, 2 * j + 3, 1, bank).apply(at.at("conv").at(j), parts.get(j)));
        }
        return at.shuffle(at.concat(convolved), groups);
    }
}
