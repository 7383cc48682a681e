package dev.posestream.network.dite;

import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * Multi-resolution fusion: every branch gets the sum of all, brought to its size; {@code i.j} leads from branch j to branch i.
 *
 * <p>As the authors' code has it, whose sums work in place: branch 0 counts itself twice, and the others get, in place of branch 0,
 * twice its <em>fused</em> feature. Trained weights depend on that. For the same reason the path from branch 0 is applied twice, which
 * moves the statistics of its batch norms twice a training step.
 */
final class Fusion {

    private Fusion() {}

    static List<Feature> apply(Scope at, List<Feature> branches) {
        List<Feature> fused = new ArrayList<>();
        Feature finest = at.add(branches.get(0), branches.get(0));
        for (int j = 1; j < branches.size(); j++) {
            finest = at.add(finest, path(at, j, 0, branches.get(j), branches.get(0)));
        }
        fused.add(at.relu(finest));
        for (int i = 1; i < branches.size(); i++) {
            Feature target = branches.get(i);
            Feature sum = at.add(path(at, 0, i, fused.get(0), target), path(at, 0, i, fused.get(0), target));
            sum = at.add(sum, target);
            for (int j = 1; j < branches.size(); j++) {
                if (j != i) {
                    sum = at.add(sum, path(at, j, i, branches.get(j), target));
                }
            }
            fused.add(at.relu(sum));
        }
        return fused;
    }

    private static Feature path(Scope at, int from, int to, Feature x, Feature target) {
        Scope place = at.at(to).at(from);
        if (from > to) {
            Feature narrow = place.at(1).batchNorm(place.at(0).convolution(x, target.channels(), 1, 1, 1));
            return place.upsampleNearest(narrow, target.height(), target.width());
        }
        Feature y = x;
        for (int step = 0; step < to - from; step++) {
            boolean last = step == to - from - 1;
            y = new Reduction(last ? target.channels() : x.channels(), 2, !last).apply(place.at(step), y);
        }
        return y;
    }
}
