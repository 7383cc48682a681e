package dev.posestream.network.dite;

import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Scope;
import java.util.List;

/**
 * From coarse to fine: each branch takes the one below it, enlarged, and is brought to the channels of the next finer one; 40 × H/4 × W/4 come
 * out. {@code projects.0} is the coarsest.
 */
final class IterativeHead {

    private IterativeHead() {}

    static Feature apply(Scope at, List<Feature> branches) {
        Feature below = null;
        for (int step = 0; step < branches.size(); step++) {
            int branch = branches.size() - 1 - step;
            Feature x = branches.get(branch);
            if (below != null) {
                x = at.add(x, at.upsampleBilinear(below, x.height(), x.width()));
            }
            below = new SeparableUnit(Branch.ALL.get(Math.max(0, branch - 1)).channels(), 3, 1, false).apply(at.at("projects").at(step), x);
        }
        return below;
    }
}
