package dev.posestream.inference;

class MoveNetLightningTest extends PoseEstimatorContract {

    @Override
    protected PoseEstimator open() throws Exception {
        return BundledNetworks.pose("movenet-lightning");
    }
}
