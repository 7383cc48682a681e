package dev.posestream.network.dite;

import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Layer;
import dev.posestream.network.graph.Scope;
import java.util.List;

/**
 * Coordinate attention (Hou et al., CVPR 2021): the means of rows and columns, mixed over channels, give a weight in 0..1 for each channel and
 * row and one for each channel and column; size in, size out.
 *
 * <p>Chosen because it says where as well as what: squeeze-and-excitation and ECA weigh channels by one number for the whole picture, which
 * the trunk's GCM and DCM do already, while a keypoint is a place. CBAM's map of places needs a 7×7 convolution at the full size; this costs
 * less than a thousandth of the network. With ReLU where the authors' code has hard-swish.
 */
record CoordinateAttention() implements Layer {

    private static final int REDUCTION = 32;
    private static final int FEWEST = 8;

    @Override
    public Feature apply(Scope at, Feature x) {
        Feature strips = at.at("conv1").convolution(at.stripPool(x), Math.max(FEWEST, x.channels() / REDUCTION), 1, 1, 1);
        List<Feature> hidden = at.stripSplit(at.relu(at.at("bn1").batchNorm(strips)), x.height(), x.width());
        Feature rows = at.sigmoid(at.at("conv_h").projection(hidden.get(0), x.channels()));
        Feature columns = at.sigmoid(at.at("conv_w").projection(hidden.get(1), x.channels()));
        return at.multiply(at.multiply(x, columns), rows);
    }
}
