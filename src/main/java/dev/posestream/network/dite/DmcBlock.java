package dev.posestream.network.dite;

import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * DMC block, dynamic multi-scale context: of each branch one half of the channels passes untouched, the other goes through DCM, DSC and GCM;
 * then the halves are interleaved. Sizes in, sizes out; no ReLU on the way (paper, figure 3).
 */
final class DmcBlock {

    private DmcBlock() {}

    static List<Feature> apply(Scope at, List<Feature> branches) {
        List<Feature> untouched = new ArrayList<>();
        List<Feature> modelled = new ArrayList<>();
        for (Feature x : branches) {
            List<Feature> halves = at.split(x, List.of(x.channels() / 2, x.channels() / 2));
            untouched.add(halves.get(0));
            modelled.add(halves.get(1));
        }
        modelled = DenseContextModelling.apply(at.at("dcm"), modelled);
        List<Feature> result = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            Branch branch = Branch.ALL.get(i);
            Feature convolved = branch.convolution().apply(at.at("conv").at(i), modelled.get(i));
            Feature weighted = branch.context().apply(at.at("gcm").at(i), convolved);
            result.add(at.shuffle(at.concat(List.of(untouched.get(i), weighted)), 2));
        }
        return result;
    }
}
