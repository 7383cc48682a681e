package dev.posestream.network.dite;

import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * What all variants share: a stem and three stages with two, three and four resolutions side by side, 3 × H × W → {@link Branch#ALL}.
 *
 * @param depth 18 or 30
 */
public record Trunk(int depth) {

    static final List<Integer> DEPTHS = List.of(18, 30);

    public Trunk {
        if (!DEPTHS.contains(depth)) {
            throw new IllegalArgumentException("dite-hrnet-" + depth + " does not exist, expected depth 18 or 30");
        }
    }

    /** Modules of the stages with two, three and four branches. */
    private List<Integer> modules() {
        return depth == 18 ? List.of(2, 4, 2) : List.of(3, 8, 3);
    }

    List<Feature> apply(Scope at, Feature picture) {
        Feature stem = new Stem().apply(at.at("stem"), picture);
        List<Feature> branches = new ArrayList<>();
        branches.add(new Reduction(Branch.ALL.get(0).channels(), 1, true).apply(at.at("transition0").at(0), stem));
        Feature last = stem;
        for (int stage = 0; stage < 3; stage++) {
            int next = stage + 1;
            branches.add(new Reduction(Branch.ALL.get(next).channels(), 2, true).apply(at.at("transition" + stage).at(next).at(0), last));
            branches = stage(at.at("stage" + stage), modules().get(stage), branches);
            last = branches.get(branches.size() - 1);
        }
        return branches;
    }

    private static List<Feature> stage(Scope at, int modules, List<Feature> branches) {
        List<Feature> x = branches;
        for (int module = 0; module < modules; module++) {
            Scope place = at.at(module);
            x = DmcBlock.apply(place.at("layers").at(0), x);
            x = DmcBlock.apply(place.at("layers").at(1), x);
            x = Fusion.apply(place.at("fuse_layers"), x);
        }
        return new ArrayList<>(x);
    }
}
