package dev.posestream.network.dite;

import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * CSP-PAN, the path aggregation network of PP-PicoDet (Yu et al., arXiv 2111.00902): 1×1 convolutions bring all branches to the channels of
 * the finest; a path from coarse to fine and one back from fine to coarse join neighbours by concatenation and a {@link CspLayer};
 * 40 × H/4 × W/4 come out.
 *
 * <p>A detector reads every resolution, a map of keypoints or centres the finest only, and that one has no part in the way back to coarse:
 * taken alone it would leave the second path dead. So the results of all resolutions are enlarged and summed into it, as Panoptic
 * FPN does for segmentation (Kirillov et al., CVPR 2019), one doubling at a time, so that little is computed at the finest size.
 *
 * <p>The activation is ReLU, the trunk's, where PP-PicoDet has hard-swish: it needs no operation of its own, and runtimes fold it into the
 * convolution before it.
 */
final class CspPan {

    static final int KERNEL = 5;

    private CspPan() {}

    static Feature apply(Scope at, List<Feature> branches) {
        int channels = branches.get(0).channels();
        List<Feature> narrow = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            narrow.add(ConvUnit.pointwise(channels, 1).withRelu().apply(at.at("conv_t").at("convs").at(i), branches.get(i)));
        }
        return sum(at, bottomUp(at, topDown(at, narrow)));
    }

    /** {@code top_down_blocks.0} is the coarsest. */
    private static List<Feature> topDown(Scope at, List<Feature> x) {
        List<Feature> result = new ArrayList<>(x);
        int coarsest = x.size() - 1;
        for (int i = coarsest - 1; i >= 0; i--) {
            Feature fine = x.get(i);
            Feature coarse = at.upsampleNearest(result.get(i + 1), fine.height(), fine.width());
            Scope block = at.at("top_down_blocks").at(coarsest - 1 - i);
            result.set(i, new CspLayer(fine.channels()).apply(block, at.concat(List.of(coarse, fine))));
        }
        return result;
    }

    /** {@code downsamples.0} and {@code bottom_up_blocks.0} are the finest. */
    private static List<Feature> bottomUp(Scope at, List<Feature> x) {
        List<Feature> result = new ArrayList<>(x);
        for (int i = 0; i < x.size() - 1; i++) {
            Feature coarse = x.get(i + 1);
            Feature fine = new SeparableUnit(coarse.channels(), KERNEL, 2, true).apply(at.at("downsamples").at(i), result.get(i));
            result.set(i + 1, new CspLayer(coarse.channels()).apply(at.at("bottom_up_blocks").at(i), at.concat(List.of(fine, coarse))));
        }
        return result;
    }

    private static Feature sum(Scope at, List<Feature> x) {
        Feature sum = x.get(x.size() - 1);
        for (int i = x.size() - 2; i >= 0; i--) {
            Feature fine = x.get(i);
            sum = at.add(fine, at.upsampleBilinear(sum, fine.height(), fine.width()));
        }
        return sum;
    }
}
