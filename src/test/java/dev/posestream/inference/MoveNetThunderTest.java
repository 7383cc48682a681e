package dev.posestream.inference;

class MoveNetThunderTest extends PoseEstimatorContract {

    @Override
    protected PoseEstimator open() throws Exception {
        return BundledNetworks.pose("movenet-thunder");
    }
}
