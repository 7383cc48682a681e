package dev.posestream.network.dite;

import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * DCM, the form of ACM (adaptive context modelling) across resolutions: every branch is pooled to the size of the smallest, all of them
 * together give weights for each channel and place, and each branch is multiplied with its own; sizes in, sizes out (paper, section 3.3).
 */
final class DenseContextModelling {

    private static final int REDUCTION = 8;

    private DenseContextModelling() {}

    static List<Feature> apply(Scope at, List<Feature> branches) {
        Feature smallest = branches.get(branches.size() - 1);
        List<Feature> contexts = new ArrayList<>();
        for (int i = 0; i < branches.size() - 1; i++) {
            Feature x = branches.get(i);
            Feature mask = at.positionSoftmax(at.at("conv_mask").at(i).projection(x, 1));
            contexts.add(at.scrambledPool(x, mask, smallest.height(), smallest.width()));
        }
        at.at("conv_mask").at(contexts.size()).unusedProjection(smallest, 1);
        contexts.add(smallest);

        Feature context = at.concat(contexts);
        Feature weights = new ChannelAttention(context.channels() / REDUCTION).apply(at.at("channel_attention"), context);
        List<Feature> parts = at.split(weights, branches.stream().map(Feature::channels).toList());
        List<Feature> weighted = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            weighted.add(at.multiply(branches.get(i), parts.get(i)));
        }
        return weighted;
    }
}
