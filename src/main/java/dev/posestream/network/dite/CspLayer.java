package dev.posestream.network.dite;

import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Layer;
import dev.posestream.network.graph.Scope;
import java.util.List;

/**
 * CSP layer (Wang et al., "CSPNet", CVPR workshops 2020) as PP-PicoDet has it: two 1×1 convolutions each take half of the output's channels
 * from all of the input's; one half goes through a bottleneck of 1×1 and depthwise-separable 5×5, without a sum around it; a last 1×1
 * mixes both.
 *
 * @param channels of the output, even
 */
record CspLayer(int channels) implements Layer {

    @Override
    public Feature apply(Scope at, Feature x) {
        ConvUnit half = ConvUnit.pointwise(channels / 2, 1).withRelu();
        Feature untouched = half.apply(at.at("short_conv"), x);
        Feature main = half.apply(at.at("main_conv"), x);
        Scope block = at.at("blocks").at(0);
        main = half.apply(block.at("conv1"), main);
        main = new SeparableUnit(channels / 2, CspPan.KERNEL, 1, true).apply(block.at("conv2"), main);
        return ConvUnit.pointwise(channels, 1).withRelu().apply(at.at("final_conv"), at.concat(List.of(main, untouched)));
    }
}
