package dev.posestream.inference;

import dev.posestream.network.OnnxFile;
import dev.posestream.network.TinyOnnx;

/** A network of one convolution, whose heatmaps weigh the colours of each patch of 4x4 pixels, read by DARK. */
class DarkHeatmapNetworkTest extends PoseEstimatorContract {

    private static final int KEYPOINTS = 17;
    private static final int CHANNELS = 3;
    private static final int PATCH = 4;

    @Override
    protected PoseEstimator open() throws Exception {
        OnnxFile model = new TinyOnnx().input("image", -1, CHANNELS, 64, 48).output("heatmaps", -1, KEYPOINTS, 16, 12)
                .convolution("image", "heatmaps", CHANNELS, KEYPOINTS, PATCH, weights()).file().describe(TinyOnnx.pose());
        return BundledNetworks.pose(model);
    }

    /** Other colours for each keypoint. */
    private static float[] weights() {
        int area = PATCH * PATCH;
        float[] weights = new float[KEYPOINTS * CHANNELS * area];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) Math.cos(i / area) / area;
        }
        return weights;
    }
}
