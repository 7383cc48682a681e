package dev.posestream.network.dite;

import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Layer;
import dev.posestream.network.graph.Scope;
import java.util.List;

/** From the picture to a quarter of its size: 3 × H × W → 32 × H/4 × W/4, with DGC (dynamic global context) blocks in two branches. */
record Stem() implements Layer {

    private static final int HALF = 16;
    private static final int BANK = 4;
    private static final int NARROW = 4;

    @Override
    public Feature apply(Scope at, Feature picture) {
        Feature first = new ConvUnit(2 * HALF, 3, 2, 1, 1, true).apply(at.at("conv1"), picture);
        List<Feature> halves = at.split(first, List.of(HALF, HALF));
        Feature straight = straight(at.at("branch1"), halves.get(0));
        Feature bottleneck = bottleneck(at.at("branch2"), halves.get(1));
        return at.shuffle(at.concat(List.of(straight, bottleneck)), 2);
    }

    private static Feature straight(Scope at, Feature x) {
        Feature y = ConvUnit.depthwise(HALF, 3, 2, BANK).apply(at.at(0), x);
        y = new GlobalContextModelling(4).apply(at.at(1), y);
        return ConvUnit.pointwise(HALF, BANK).withRelu().apply(at.at(2), y);
    }

    private static Feature bottleneck(Scope at, Feature x) {
        Feature y = ConvUnit.depthwise(HALF, 3, 1, BANK).apply(at.at(0), x);
        y = new GlobalContextModelling(4).apply(at.at(1), y);
        y = ConvUnit.pointwise(NARROW, BANK).withRelu().apply(at.at(2), y);
        y = ConvUnit.pointwise(HALF, BANK).apply(at.at(3), y);
        return ConvUnit.depthwise(HALF, 3, 2, BANK).withRelu().apply(at.at(4), y);
    }
}
